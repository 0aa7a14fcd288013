"""Reward and penalty by rule."""

from django.urls import path

from inspections.views import rewards

urlpatterns = [
    path("rewards/", rewards.RewardList.as_view(), name="rewards"),
    path("rewards/rules/", rewards.rules, name="reward_rules"),
    path("rewards/rules/new/", rewards.rule, name="reward_rule_new"),
    path("rewards/rules/<int:pk>/", rewards.rule, name="reward_rule"),
    path("rewards/<int:pk>/decide/", rewards.decide, name="reward_decide"),
    path("rounds/<int:pk>/rewards/", rewards.of_round, name="round_rewards"),
    path("rounds/<int:pk>/rewards/confirm/", rewards.confirm, name="rewards_confirm"),
    path("rounds/<int:pk>/rewards/work-out/", rewards.work_out, name="rewards_work_out"),
]
