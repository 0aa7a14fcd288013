"""The loop counts on the working calendar (core/calendar_changes.py)."""

from core.calendar_changes import Watcher, watch
from rectification.services.calendar_change import deadlines_that_move, move_deadlines

watch(Watcher(preview=deadlines_that_move, move=move_deadlines))
