"""Count the people of what has closed."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.figures.people import close_periods


class Command(BaseCommand):
    help = (
        "Counts the people of every programme whose classes are all over, and of every year that is past. For a timer."
    )

    def handle(self, *args, **options):
        """As of today."""
        close_periods(timezone.localdate())
