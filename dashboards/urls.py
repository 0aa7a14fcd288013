from django.urls import path

from dashboards.views import charts, pages

urlpatterns = [
    path("", pages.OverviewPage.as_view(), name="overview"),
    path("course.json", charts.CourseChart.as_view(), name="course_chart"),
    path("rankings/", pages.RankingsPage.as_view(), name="rankings"),
    path("rankings/chart.json", charts.RankingChart.as_view(), name="rankings_chart"),
    path("compare/", pages.ComparePage.as_view(), name="compare"),
    path("compare/chart.json", charts.CompareChart.as_view(), name="compare_chart"),
]
