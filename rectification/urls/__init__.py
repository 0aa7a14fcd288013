"""The addresses under /rectification/. Those of residents and of settings are mounted elsewhere (config/urls.py)."""

from django.urls import path

from core import navigation
from rectification.urls import orders
from rectification.views.batches import batch
from rectification.views.counts import waiting_tasks
from rectification.views.findings import NewFinding
from rectification.views.indicators import IndicatorReport, ReportChart, ReportRules
from rectification.views.lists import TaskList
from rectification.views.public_photos import public_photos
from rectification.views.root_causes import RootCauseList, root_cause
from rectification.views.steps import AddProgress, Ask, Decide, Perform
from rectification.views.task import task

app_name = "rectification"

urlpatterns = [
    path("", TaskList.as_view(), name="list"),
    path("batch/", batch, name="batch"),
    path("new/", NewFinding.as_view(), name="new"),
    path("report/", IndicatorReport.as_view(), name="report"),
    path("report/chart/", ReportChart.as_view(), name="report_chart"),
    path("report/rules/", ReportRules.as_view(), name="report_rules"),
    path("root-causes/", RootCauseList.as_view(), name="root_causes"),
    path("root-causes/<int:pk>/", root_cause, name="root_cause"),
    path("<int:pk>/", task, name="task"),
    path("<int:pk>/progress/", AddProgress.as_view(), name="progress"),
    path("<int:pk>/ask/<slug:kind>/", Ask.as_view(), name="ask"),
    path("<int:pk>/requests/<int:request_pk>/", Decide.as_view(), name="decide"),
    path("<int:pk>/photos/<slug:what>/", public_photos, name="public_photos"),
    *orders.urlpatterns,
    path("<int:pk>/<slug:verb>/", Perform.as_view(), name="perform"),
]

navigation.counters["rectification:list"] = waiting_tasks
