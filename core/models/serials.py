"""Running numbers, given out one at a time."""

from django.db import models, transaction


class SerialQuerySet(models.QuerySet):
    @transaction.atomic
    def next(self, name: str) -> int:
        """The next number of a series, from 1. The series' row stays locked until the caller's transaction ends, so that no
        number is given twice and none is lost by two at the same moment."""
        return self.take(name, 1)[0]

    @transaction.atomic
    def take(self, name: str, count: int) -> range:
        """The next `count` numbers of a series, in one step."""
        self.get_or_create(name=name)
        serial = self.select_for_update().get(name=name)
        numbers = range(serial.last + 1, serial.last + 1 + count)
        serial.last += count
        serial.save(update_fields=["last"])
        return numbers


class Serial(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    objects = SerialQuerySet.as_manager()

    def __str__(self):
        return f"{self.name} {self.last}"
