"""The lists of works, money and facilities that come back from Excel; read when all apps are ready (core/apps.py)."""

from core.table_in.registry import register
from facilities.tables.clearance import CLEARANCE
from facilities.tables.facilities import FACILITIES
from facilities.tables.funding import FUNDING
from facilities.tables.months import MONTHS
from facilities.tables.projects import PROJECTS
from facilities.tables.teams import ROUTES
from facilities.tables.upkeep import UPKEEP

for table in (PROJECTS, MONTHS, FUNDING, FACILITIES, CLEARANCE, UPKEEP, ROUTES):
    register(table)
