"""Who may open what: works, money, facilities, drives, honours, activities, plans, rewards by rule. See tests/access_matrix.py."""

from tests.access_drives import DRIVES
from tests.access_facilities import FACILITIES
from tests.access_honours import HONOURS
from tests.access_projects import PROJECTS
from tests.access_reports import REPORTS
from tests.access_rewards import REWARDS
from tests.access_route import Route

WORKS: list[Route] = [*DRIVES, *FACILITIES, *HONOURS, *PROJECTS, *REPORTS, *REWARDS]
