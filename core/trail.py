"""Writing the trail. Call it in the transaction of the change itself."""

from core.models import TrailEntry


def record(*, subject, by, verb: str, at, old_state="", new_state="", changes=None, reason="") -> TrailEntry:
    """One entry about `subject` (any saved model with an integer key).

    by: the user, or None for the system itself. changes: {field: [old, new]} of JSON values. at: an aware datetime.
    """
    return TrailEntry.objects.create(
        subject=subject,
        by=by,
        by_name=str(by) if by else "",
        verb=verb,
        at=at,
        old_state=old_state,
        new_state=new_state,
        changes=changes or {},
        reason=reason,
    )
