from django.urls import path

from dashboards.views import charts, compare, lasting, losses, money, overview, pages, returns, screen, search

urlpatterns = [
    path("", overview.OverviewPage.as_view(), name="overview"),
    path("course.json", charts.CourseChart.as_view(), name="course_chart"),
    path("rankings/", pages.RankingsPage.as_view(), name="rankings"),
    path("rankings/chart.json", charts.RankingChart.as_view(), name="rankings_chart"),
    path("compare/", compare.ComparePage.as_view(), name="compare"),
    path("funding/results/", returns.ReturnsPage.as_view(), name="returns"),
    path("compare/chart.json", charts.CompareChart.as_view(), name="compare_chart"),
    path("search/", search.SearchPage.as_view(), name="search"),
    path("screen/", screen.ScreenPage.as_view(), name="screen"),
    path("screen/pages/", screen.ScreenPages.as_view(), name="screen_pages"),
    path("losses/", losses.LossesPage.as_view(), name="losses"),
    path("losses/chart.json", losses.LossesChart.as_view(), name="losses_chart"),
    path("losses/<path:code>/", losses.LossItemPage.as_view(), name="loss_item"),
    path("lasting/", lasting.LastingPage.as_view(), name="lasting"),
    path("lasting/chart.json", lasting.LastingChart.as_view(), name="lasting_chart"),
    path("lasting/<int:pk>/", lasting.LastingUnitPage.as_view(), name="lasting_unit"),
    path("funding/against-score/", money.MoneyPage.as_view(), name="money_score"),
    path("funding/against-score/chart.json", money.MoneyChart.as_view(), name="money_chart"),
]
