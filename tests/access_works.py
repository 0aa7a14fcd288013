"""Who may open what: works, money, facilities, drives, honours, activities, plans. See tests/access_matrix.py."""

from tests.access_route import Route

WORKS: list[Route] = []
