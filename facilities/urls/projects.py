"""Addresses of projects."""

from django.urls import path

from facilities.views import project_forms, project_page, projects

urlpatterns = [
    path("projects/", projects.ProjectList.as_view(), name="projects"),
    path("projects/board/", projects.ProjectBoard.as_view(), name="project_board"),
    path("projects/months/", projects.ProjectMonths.as_view(), name="project_months"),
    path("projects/new/", project_forms.ProjectNew.as_view(), name="project_new"),
    path("projects/<int:pk>/", project_page.ProjectPage.as_view(), name="project"),
    path("projects/<int:pk>/chart/", project_page.ProjectChart.as_view(), name="project_chart"),
    path("projects/<int:pk>/edit/", project_forms.ProjectEdit.as_view(), name="project_edit"),
    path("projects/<int:pk>/remove/", project_forms.ProjectRemove.as_view(), name="project_remove"),
    path("projects/<int:pk>/plan/", project_forms.ProjectPlan.as_view(), name="project_plan"),
    path("projects/<int:pk>/progress/", project_forms.ProjectProgress.as_view(), name="project_progress"),
    path("projects/<int:pk>/step/<slug:verb>/", project_forms.ProjectStep.as_view(), name="project_step"),
]
