"""The lists of works, money and facilities that come back from Excel."""

from core.table_in.registry import register


def register_tables() -> None:
    """Called once, when the app is ready."""
    from facilities.tables.clearance import CLEARANCE
    from facilities.tables.facilities import FACILITIES
    from facilities.tables.funding import FUNDING
    from facilities.tables.projects import PROJECTS

    for table in (PROJECTS, FUNDING, FACILITIES, CLEARANCE):
        register(table)
