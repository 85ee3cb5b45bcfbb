"""What reports keep: published editions, why rows were read, and what the watch found."""

from reports.models.editions import Edition
from reports.models.readings import RosterReading
from reports.models.watch import WatchDismissal, WatchEntry, WatchMail, WatchRun

__all__ = ["Edition", "RosterReading", "WatchDismissal", "WatchEntry", "WatchMail", "WatchRun"]
