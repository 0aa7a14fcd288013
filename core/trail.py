"""Writing the trail. Call it in the transaction of the change itself."""

from collections.abc import Iterable

from core.models import TrailEntry


def record(**fields) -> TrailEntry:
    """One entry, written now; the fields are those of `entry_of`."""
    entry = entry_of(**fields)
    entry.save()
    return entry


def record_many(entries: Iterable[TrailEntry]) -> None:
    """Several entries (made by `entry_of`) in one step, in this order."""
    TrailEntry.objects.bulk_create(entries, batch_size=500)


def entry_of(
    *, subject, by, verb: str, at, old_state="", new_state="", changes=None, reason="", by_name: str = ""
) -> TrailEntry:
    """An entry that is not written yet, about `subject` (any saved model with an integer key).

    by: the user, or None for the system itself or for somebody without an account, whom by_name then calls by what they are.
    changes: {field: [old, new]} of JSON values. at: an aware datetime.
    """
    return TrailEntry(
        subject=subject,
        by=by,
        by_name=str(by) if by else by_name,
        verb=verb,
        at=at,
        old_state=old_state,
        new_state=new_state,
        changes=changes or {},
        reason=reason,
    )
