"""What changes a score beside the inspector's own sheet: amendments, appeals, rewards and penalties."""

from django.urls import path

from inspections.views import appeals, corrections

urlpatterns = [
    path("adjustments/", appeals.AdjustmentList.as_view(), name="adjustments"),
    path("scores/<int:pk>/amend/", corrections.propose, name="amend"),
    path("amendments/", corrections.AmendmentList.as_view(), name="amendments"),
    path("amendments/<int:pk>/", corrections.amendment, name="amendment"),
    path("scores/<int:pk>/appeal/", appeals.new, name="appeal_new"),
    path("appeals/", appeals.AppealList.as_view(), name="appeals"),
    path("appeals/<int:pk>/", appeals.appeal, name="appeal"),
]
