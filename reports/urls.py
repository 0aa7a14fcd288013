from django.urls import path

from reports.views import editing, pages, writing

app_name = "reports"
urlpatterns = [
    path("summary/", pages.latest, name="latest"),
    path("summary/<int:year>/", pages.page, name="year"),
    path("summary/<int:year>.docx", pages.word_file, name="year_file"),
    path("summary/<int:year>/<int:month>/", pages.page, name="month"),
    path("summary/<int:year>/<int:month>.docx", pages.word_file, name="month_file"),
    path("summary/<int:year>/write/", writing.write, name="write"),
    path("summary/reports/<int:pk>/progress/", writing.progress, name="progress"),
    path("summary/reports/<int:pk>/finish/", writing.finish_report, name="finish"),
    path("summary/reports/<int:pk>/reopen/", writing.reopen_report, name="reopen"),
    path("summary/passages/<int:pk>/", editing.PassagePage.as_view(), name="passage"),
    path("summary/passages/<int:pk>/figures/", editing.take_figures, name="take_figures"),
    path("summary/passages/<int:pk>/drop/", editing.drop, name="drop"),
    path("summary/passages/<int:pk>/put-back/<int:entry_pk>/", editing.put_back, name="put_back"),
]
