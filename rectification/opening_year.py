"""What of the rectification loop gets into a new year (core/opening_year.py): clocks know no year, open work goes on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.dictionaries.book import dictionary_of
from core.opening_year import Found, Opening, Part, Way, register
from core.thresholds import DECLARED
from rectification.models import ProblemKind, RectificationTask, SupervisionOrder


def _limits(opening: Opening) -> Found:
    return Found(ProblemKind.objects.in_use().count(), path=dictionary_of(ProblemKind).path)


def _thresholds(opening: Opening) -> Found:
    return Found(len(DECLARED), path=reverse("settings_thresholds"))


def _tasks(opening: Opening) -> Found:
    count = RectificationTask.objects.open().filter(town=opening.town).count()
    return Found(count, path=reverse("rectification:list"))


def _orders(opening: Opening) -> Found:
    count = SupervisionOrder.objects.to_be_answered().filter(task__town=opening.town).count()
    return Found(count, path=reverse("rectification:orders"))


register(Part("limits", _("Kinds of problem with their limits"), Way.STAYS, _limits))
register(Part("thresholds", _("Thresholds"), Way.STAYS, _thresholds))
register(Part("tasks", _("Rectification tasks that are not closed"), Way.CARRIED, _tasks))
register(Part("orders", _("Supervision orders that wait for an answer"), Way.CARRIED, _orders))
