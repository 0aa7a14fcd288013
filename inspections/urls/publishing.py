"""Bulletins of published rounds."""

from django.urls import path

from inspections.views import bulletins

urlpatterns = [
    path("rounds/<int:pk>/bulletin/", bulletins.bulletin, name="bulletin"),
    path("rounds/<int:pk>/bulletin/file/", bulletins.bulletin_file, name="bulletin_file"),
    path("bulletins/", bulletins.BulletinList.as_view(), name="bulletins"),
]
