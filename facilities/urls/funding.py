"""Addresses of money."""

from django.urls import path

from facilities.views import funding, funding_forms

urlpatterns = [
    path("funding/", funding.FundingPage.as_view(), name="funding"),
    path("funding/chart/", funding.FundingChart.as_view(), name="funding_chart"),
    path("funding/entries/", funding.EntryList.as_view(), name="funding_entries"),
    path("funding/new/", funding_forms.FundingNew.as_view(), name="funding_new"),
    path("funding/<int:pk>/", funding.EntryPage.as_view(), name="funding_entry"),
    path("funding/<int:pk>/correct/", funding_forms.FundingCorrect.as_view(), name="funding_correct"),
]
