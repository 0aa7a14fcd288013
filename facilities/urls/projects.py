"""Addresses, see facilities/urls/__init__.py."""

urlpatterns: list = []
