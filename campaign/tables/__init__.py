"""The campaign's lists that come back from Excel: each module registers its own (core/table_in)."""

from campaign.tables import activities, drive_results, drive_zones, drives, honours, plans, years

__all__ = ["activities", "drive_results", "drive_zones", "drives", "honours", "plans", "years"]
