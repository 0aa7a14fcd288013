"""Papers on arrival and on their way out: bounded, of kinds that offices use, given to whoever may see their record."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from core.access import within
from core.errors import RefusedFile
from core.models import Paper, Removable, User
from core.removal import last_day
from core.trail import record

MOST_BYTES = 20 * 1024 * 1024
KINDS = {
    "pdf": b"%PDF",
    "doc": b"\xd0\xcf\x11\xe0",
    "xls": b"\xd0\xcf\x11\xe0",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG",
    "ofd": b"PK\x03\x04",
}
"""How a file of each kind begins: one that doesn't is not what its name says."""


@transaction.atomic
def store_paper(*, upload, subject, title: str, by: User | None, now: datetime, stage: str = "") -> Paper:
    """Keeps an uploaded file with `subject`, a saved record. Raises DomainError, in the user's words, for what isn't taken."""
    content = _checked(upload)
    paper = Paper(
        subject=subject,
        title=(title.strip() or upload.name)[:120],
        stage=stage,
        filename=upload.name[-200:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by=by,
    )
    upload.seek(0)
    paper.file.save(upload.name, upload, save=False)
    paper.save()
    record(subject=subject, by=by, verb="add_paper", at=now, reason=paper.title)
    return paper


@transaction.atomic
def drop_removed_papers(*, now: datetime) -> int:
    """Deletes the papers that were taken away so long ago that nobody can bring them back; the trail keeps their titles. Their files
    go once that is certain. Returns how many went."""
    gone = list(Paper._base_manager.select_for_update(of=("self",)).filter(removed_at__lt=last_day(now)))
    Paper._base_manager.filter(pk__in=[paper.pk for paper in gone]).delete()
    for paper in gone:
        transaction.on_commit(partial(paper.file.storage.delete, paper.file.name), robust=True)
    return len(gone)


def get_visible_paper(user: User, key: uuid.UUID) -> Paper:
    """The paper, if the user may see the record it belongs to; else Http404."""
    paper = Paper.objects.select_related("subject_type").filter(key=key).first()
    model = paper.subject_type.model_class() if paper else None
    if model is None or not model.objects.visible_to(user).filter(pk=paper.subject_id).exists():
        raise Http404
    return paper


def _checked(upload) -> bytes:
    if upload.size > MOST_BYTES:
        raise RefusedFile(upload, _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    content = upload.read()
    kind = upload.name.rpartition(".")[2].lower()
    if not content.startswith(KINDS.get(kind, b"\x00never")):
        why = _("Choose a PDF, OFD, Word, Excel, JPEG or PNG file; what is in this one is none of these.")
        raise RefusedFile(upload, why)
    return content


def papers_of(subject) -> list[Paper]:
    """The papers of a record, in the order in which they came; one query."""
    return list(Paper.objects.about(subject))


def kinds_with_papers() -> list[type[Removable]]:
    """Kinds of record on which papers hang and from which they are taken away."""
    return [model for model in apps.get_models() if issubclass(model, Removable)]


def papers_in_towns(paths: Iterable[str]) -> Q:
    """Those on records, removed ones too, of the towns with these tree paths."""
    models = kinds_with_papers()
    types = ContentType.objects.get_for_models(*models)
    found = Q(pk__in=[])
    for model in models:
        rows = model._base_manager.filter(within(model.town_path, paths)).order_by().values("pk")
        found |= Q(subject_type=types[model], subject_id__in=rows)
    return found
