"""Tell what is due by mail, once a day."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.watch.counting import recount
from reports.watch.mail import send


class Command(BaseCommand):
    help = "Mails each reader of agreements what is due, once a day. Without a mail server: into files. For a timer."

    def handle(self, *args, **options):
        """Counted anew first: the menu then shows the number of today from the morning on."""
        now = timezone.now()
        today = timezone.localdate(now)
        recount(today, now)
        sent = send(today, now, self.stderr.write)
        self.stdout.write(
            f"{sent.told} told, {sent.before} told before today, {sent.nothing} with nothing due, "
            f"{sent.without_address} without an address."
        )
        if sent.failed:
            raise CommandError(f"{sent.failed} could not be sent; the next run tries again.")
