"""Points: list, map, labels, and the address that a label holds."""

from django.urls import path

from inspections.views import point_places, points

urlpatterns = [
    path("points/", points.PointList.as_view(), name="points"),
    path("points/new/", points.PointCreate.as_view(), name="point_new"),
    path("points/map/", point_places.PointMap.as_view(), name="point_map"),
    path("points/labels/", point_places.PointLabels.as_view(), name="point_labels"),
    path("points/<int:pk>/go/", point_places.go, name="point_go"),
    path("points/<int:pk>/", points.PointPage.as_view(), name="point"),
    path("points/<int:pk>/edit/", points.PointEdit.as_view(), name="point_edit"),
]
