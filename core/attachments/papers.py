"""Papers on arrival and on their way out: bounded, of kinds that offices use, given to whoever may see their record."""

import hashlib
import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import Paper, User
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
def remove_paper(*, paper: Paper, by: User, now: datetime) -> None:
    """Takes a paper from its record. The trail keeps its title; the file goes once that is certain."""
    record(subject=paper.subject, by=by, verb="remove_paper", at=now, reason=f"{paper.title} ({paper.filename})")
    storage, name = paper.file.storage, paper.file.name
    paper.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def get_visible_paper(user: User, key: uuid.UUID) -> Paper:
    """The paper, if the user may see the record it belongs to; else Http404."""
    paper = Paper.objects.select_related("subject_type").filter(key=key).first()
    model = paper.subject_type.model_class() if paper else None
    if model is None or not model.objects.visible_to(user).filter(pk=paper.subject_id).exists():
        raise Http404
    return paper


def _checked(upload) -> bytes:
    if upload.size > MOST_BYTES:
        raise DomainError(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    content = upload.read()
    kind = upload.name.rpartition(".")[2].lower()
    if not content.startswith(KINDS.get(kind, b"\x00never")):
        raise DomainError(_("Choose a PDF, OFD, Word, Excel, JPEG or PNG file; what is in this one is none of these."))
    return content


def papers_of(subject) -> list[Paper]:
    """The papers of a record, in the order in which they came; one query."""
    return list(Paper.objects.about(subject))
