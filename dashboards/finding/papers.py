"""The papers that a user may see: those of the records that the user may see."""

import operator
from functools import reduce

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from core.models import Paper, Removable
from facilities.models import FundingEntry


def kinds_with_papers() -> list[type]:
    """Kinds of record on which papers hang: every one that is removed by marking, and money."""
    return [*(model for model in apps.get_models() if issubclass(model, Removable)), FundingEntry]


def papers_of_user(user):
    """One query, whatever kinds there are; the latest first."""
    models = kinds_with_papers()
    types = ContentType.objects.get_for_models(*models)
    seen = (
        Q(subject_type=types[model], subject_id__in=model.objects.visible_to(user).order_by().values("pk"))
        for model in models
    )
    return Paper.objects.filter(reduce(operator.or_, seen)).prefetch_related("subject").order_by("-uploaded_at", "-pk")
