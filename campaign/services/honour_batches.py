"""The same step for several honours at once. Each stands for itself, with its own trail; what is refused is named."""

from collections.abc import Iterable
from datetime import datetime

from campaign.models import Honour
from campaign.services.honours import take_step
from core.batches import Outcome, each
from core.models import User

BATCH_VERBS = ("publicise", "award")
"""Steps that are taken for many; what goes against somebody has a reason of its own, and is taken one by one."""


def take_step_for_many(*, honours: Iterable[Honour], verb: str, by: User, now: datetime) -> Outcome:
    """Publicises or awards each of them, in the given order, in which certificates get their numbers.

    Raises ValueError for another verb.
    """
    if verb not in BATCH_VERBS:
        raise ValueError(f"'{verb}' is not taken for many.")
    return each(honours, lambda honour: take_step(honour=honour, verb=verb, by=by, now=now), name=str)
