from django.apps import AppConfig


class UpgradeConfig(AppConfig):
    name = "tests.badday.upgrade"
    label = "upgrade"
