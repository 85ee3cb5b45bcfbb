"""The daily mail of the watch: to each reader what the page shows them, once a day. No inmate stands in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from organisations.models import Posting
from reports.models import WatchMail
from reports.watch.pages import Part, parts
from web.dates import long_date
from web.numbers import number

READERS = (Role.AGREEMENTS, Role.CORRECTIONS, Role.OFFICIAL)
FILES = "django.core.mail.backends.filebased.EmailBackend"


@dataclass
class Sent:
    """What became of one round: how many were told, had nothing to be told, or could not be reached."""

    told: int = 0
    before: int = 0
    nothing: int = 0
    without_address: int = 0
    failed: int = 0


def send(on: date, at: datetime, complain: Callable[[str], None]) -> Sent:
    """Tell every reader who was not told yet. Where one mail fails the others go, and it is tried again."""
    sent = Sent()
    for reader in _readers(on):
        if WatchMail.objects.filter(reader=reader, day=on).exists():
            sent.before += 1
            continue
        with translation.override(reader.language or settings.LANGUAGE_CODE):
            found = [part for part in parts(reader, on) if part.key != "aside"]
            message = _message(reader, found, on) if found else None
        if message is None:
            sent.nothing += 1
        elif not message.to:
            sent.without_address += 1
        else:
            _deliver(reader, message, on, at, sent, complain)
    return sent


def _readers(on: date) -> list[User]:
    held = Posting.objects.held(on).filter(role__in=READERS, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def _deliver(reader: User, message: EmailMessage, on: date, at: datetime, sent: Sent, complain) -> None:
    """The mail and the note that it went stand or fall together: run twice at once, it goes once."""
    try:
        with transaction.atomic():
            _mail, is_new = WatchMail.objects.get_or_create(reader=reader, day=on, defaults={"at": at})
            if is_new:
                message.send()
    except OSError as error:
        sent.failed += 1
        complain(f"{reader.username}: {error}")
    else:
        sent.told += is_new
        sent.before += not is_new


def _message(reader: User, found: list[Part], on: date) -> EmailMessage:
    total = sum(part.total for part in found)
    subject = _("Agreements: %(n)s due, %(day)s") % {"n": number(total), "day": long_date(on)}
    in_a_file = settings.EMAIL_BACKEND == FILES
    address = reader.email or (f"{reader.username}@localhost" if in_a_file else "")
    return EmailMessage(subject, _body(found), settings.DEFAULT_FROM_EMAIL, [address] if address else [])


def _body(found: list[Part]) -> str:
    lines = []
    for part in found:
        lines += [f"{part.title} ({number(part.total)})", ""]
        for line in part.lines:
            also = "".join(f" + {words}" for words, _href in line.also)
            sample = f" [{_('sample')}]" if line.invented else ""
            lines.append(f"- {line.title}{also}{sample}")
            lines += [f"  {fact}" for fact in line.facts]
        if part.more:
            lines.append(_("and %(n)s more") % {"n": number(part.more)})
        lines.append("")
    return "\n".join([*lines, _("Everything, and what was set aside: %(address)s") % {"address": _page()}, ""])


def _page() -> str:
    return f"{settings.SITE_ADDRESS}{reverse('agreement_watch')}"
