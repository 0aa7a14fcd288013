"""Units made from the names in a file."""

import re

from core.models import Unit, UnitKind

# How Chinese administrative units end: the kind that a made unit gets, which the office can change.
_ENDINGS = (
    (re.compile(r"(街道|办事处)$"), UnitKind.SUBDISTRICT),
    (re.compile(r"[镇乡]$"), UnitKind.TOWN),
    (re.compile(r"村(委会|民委员会)?$"), UnitKind.VILLAGE),
    (re.compile(r"(社区|居委会)$"), UnitKind.COMMUNITY),
)


def kind_by_name(name: str, otherwise: str) -> str:
    return next((kind for ending, kind in _ENDINGS if ending.search(name)), otherwise)


def add_unit(parent: Unit | None, name: str, kind: str) -> Unit:
    fields = {"name": name, "kind": kind}
    return (
        Unit.objects.add_child(parent, create_kwargs=fields) if parent else Unit.objects.add_root(create_kwargs=fields)
    )
