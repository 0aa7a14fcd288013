"""What the verbs of this app's trail are called; core.trail_text shows them."""

from django.utils.translation import gettext_lazy, pgettext_lazy

VERBS = {
    "open": pgettext_lazy("round", "Opened"),
    "close": pgettext_lazy("round", "Closed"),
    "reopen": pgettext_lazy("round", "Opened again"),
    "publish": pgettext_lazy("round", "Published"),
    "assign": gettext_lazy("Points assigned"),
    "unassign": gettext_lazy("An assignment taken away"),
    "adjust": gettext_lazy("Reward or penalty"),
    "set_effects": gettext_lazy("Expected effects changed"),
    "confirm_reward": gettext_lazy("Reward or penalty by rule confirmed"),
    "decline_reward": gettext_lazy("Reward or penalty by rule not carried out"),
    "commit_draw": gettext_lazy("Terms of the draw fixed, hash published"),
    "perform_draw": gettext_lazy("Drawn"),
    "reveal_draw": gettext_lazy("Seed of the draw published"),
    "submit": gettext_lazy("Sheet handed in"),
    "void": gettext_lazy("Made void"),
    "accept_late": gettext_lazy("Late sheet accepted"),
    "refuse_late": gettext_lazy("Late sheet refused"),
    "new_version": gettext_lazy("New version"),
    "export": gettext_lazy("Taken out with photos, as a zip"),
    "take_back_import": gettext_lazy("Import taken back"),
    "propose_amendment": gettext_lazy("Correction proposed"),
    "amend": gettext_lazy("Corrected"),
    "set_right": gettext_lazy("Results of the bulletin set right"),
    "refuse_amendment": gettext_lazy("Correction refused"),
    "appeal": gettext_lazy("Appeal filed"),
    "uphold_appeal": gettext_lazy("Appeal upheld"),
    "dismiss_appeal": gettext_lazy("Appeal dismissed"),
}
ICONS = {
    "publish": "flag",
    "void": "x",
    "adjust": "award",
    "confirm_reward": "award",
    "decline_reward": "x",
    "export": "download",
    "amend": "pencil",
    "set_right": "pencil",
    "appeal": "chat",
}

FIELDS = {"assignments": gettext_lazy("points assigned"), "reward_rule": gettext_lazy("version of the rule")}
