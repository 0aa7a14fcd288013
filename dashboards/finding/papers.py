"""The papers that a user may see: those of the records that the user may see."""

import operator
from functools import reduce

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from core.attachments.papers import kinds_with_papers
from core.models import Paper
from facilities.models import FundingEntry


def papers_of_user(user):
    """One query, whatever kinds there are; the latest first."""
    models = [*kinds_with_papers(), FundingEntry]
    types = ContentType.objects.get_for_models(*models)
    seen = (
        Q(subject_type=types[model], subject_id__in=model.objects.visible_to(user).order_by().values("pk"))
        for model in models
    )
    return Paper.objects.filter(reduce(operator.or_, seen)).prefetch_related("subject").order_by("-uploaded_at", "-pk")
