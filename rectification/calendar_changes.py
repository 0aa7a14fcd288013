"""The loop counts on the working calendar (core/workdays/changes.py)."""

from core.workdays.changes import Watcher, watch
from rectification.services.calendar_change import deadlines_that_move, move_deadlines

watch(Watcher(preview=deadlines_that_move, move=move_deadlines))
