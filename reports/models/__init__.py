"""What reports keep: published editions, and what the watch found."""

from reports.models.editions import Edition
from reports.models.watch import WatchDismissal, WatchEntry, WatchMail, WatchRun

__all__ = ["Edition", "WatchDismissal", "WatchEntry", "WatchMail", "WatchRun"]
