"""Addresses, see campaign/urls/__init__.py."""

urlpatterns: list = []
