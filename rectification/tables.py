"""Which lists of the loop come back from Excel (core/table_in)."""

from core.table_in.registry import register
from rectification.ledger_in import LEDGER

register(LEDGER)
