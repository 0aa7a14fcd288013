"""Something a release has, and the next release changes."""

from django.db import models


class Ledger(models.Model):
    words = models.CharField(max_length=20)
    count = models.IntegerField(null=True)

    def __str__(self):
        return self.words
