"""The campaign's lists that come back from Excel: each module registers its own (core/table_in)."""

from campaign.tables import activities, drives, honours, plans, years

__all__ = ["activities", "drives", "honours", "plans", "years"]
