"""An import's report as the command line prints it: JSON for scripts, plain text for people."""

import json

from django.utils.translation import gettext as _

from core.files_in.problems import CREATED_WORDS, Report

SHOWN_ROWS, SHOWN_NAMES = 30, 10


def as_json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def describe(report: Report) -> str:
    """What was done, or would be, in a few lines; of long lists the first rows and how many there are."""
    lines = [
        _("%(rows)s rows: %(imported)s imported, %(unchanged)s unchanged, %(rejected)s rejected.")
        % {
            "rows": report.rows,
            "imported": report.imported,
            "unchanged": report.unchanged,
            "rejected": len(report.rejected),
        }
    ]
    rejected = [_("Row %(row)s, %(field)s “%(value)s”: %(reason)s") % row.as_json() for row in report.rejected]
    lines += _first(rejected) + _first(_unmatched(report)) + _first(_amendments(report))
    for what, names in report.created.items():
        shown = "、".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")
        lines.append(
            _("Made: %(what)s (%(count)s): %(names)s")
            % {"what": CREATED_WORDS[what], "count": len(names), "names": shown}
        )
    return "\n".join([*lines, *report.notes])


def _unmatched(report: Report) -> list[str]:
    words = _("Row %(row)s, %(field)s “%(value)s” is not in the dictionary. Nearest entry: %(proposal)s")
    return [words % (row.as_json() | {"proposal": row.proposal or "—"}) for row in getattr(report, "unmatched", [])]


def _amendments(report: Report) -> list[str]:
    words = _("Row %(row)s, %(item)s, %(point)s: correction proposed, %(old)s → %(new)s")
    return [words % row for row in getattr(report, "amendments", [])]


def _first(lines: list[str]) -> list[str]:
    rest = len(lines) - SHOWN_ROWS
    return lines[:SHOWN_ROWS] + ([_("… and %(count)s more.") % {"count": rest}] if rest > 0 else [])
