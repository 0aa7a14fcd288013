from django.urls import path

from core import navigation
from rectification.views.counts import waiting_tasks
from rectification.views.findings import NewFinding
from rectification.views.lists import TaskList
from rectification.views.steps import AddProgress, Ask, Decide, Perform
from rectification.views.task import task

app_name = "rectification"

urlpatterns = [
    path("", TaskList.as_view(), name="list"),
    path("new/", NewFinding.as_view(), name="new"),
    path("<int:pk>/", task, name="task"),
    path("<int:pk>/progress/", AddProgress.as_view(), name="progress"),
    path("<int:pk>/ask/<slug:kind>/", Ask.as_view(), name="ask"),
    path("<int:pk>/requests/<int:request_pk>/", Decide.as_view(), name="decide"),
    path("<int:pk>/<slug:verb>/", Perform.as_view(), name="perform"),
]

navigation.counters["rectification:list"] = waiting_tasks
