"""What stands in the files of imports that nobody confirmed goes after a week, also where nobody comes back."""

from django.core.management import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.scope import scope
from organisations.models import Facility
from participants.services.imports import forget


class Command(BaseCommand):
    """To be run once a day by the machine's own timer."""

    help = "Remove the files and previews of register imports that nobody confirmed within seven days."

    def handle(self, **options) -> None:
        facilities = list(Facility.objects.order_by("pk"))
        keys = [facility.pk for facility in facilities]
        with scope(actor=None, facilities=keys, offence_facilities=keys, page="forget_imports"):
            forgotten = forget(facilities, at=timezone.now())
        self.stdout.write(_("Imports forgotten: %(n)d.") % {"n": forgotten})
