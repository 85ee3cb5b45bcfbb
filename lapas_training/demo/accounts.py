"""One account for each role, and the system's own user."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password, make_password

from accounts.models import User
from accounts.roles import Role
from lapas_training.demo import SYSTEM, TANGERANG
from lapas_training.demo.places import BAPAS
from organisations.choices import NameKind
from organisations.models import Facility, OrganisationName, Posting

SINCE = date(2023, 1, 1)
"""The first day of all postings, before anything that the demonstration shows."""


@dataclass(frozen=True)
class Account:
    """Who can sign in, as what, and where: at a facility (its code), at an organisation (its name), or nationally."""

    username: str
    name: str
    roles: tuple[Role, ...]
    facility: str = ""
    organisation: str = ""


ACCOUNTS = (
    Account("staff.tangerang", "Petugas contoh, Tangerang", (Role.REGISTRAR, Role.INSTRUCTOR), facility=TANGERANG),
    Account("instructor.tangerang", "Instruktur contoh, Tangerang", (Role.INSTRUCTOR,), facility=TANGERANG),
    Account("head.tangerang", "Kepala contoh, Tangerang", (Role.HEAD,), facility=TANGERANG),
    Account("staff.cipinang", "Petugas contoh, Cipinang", (Role.REGISTRAR,), facility="lapas-cipinang"),
    Account(
        "official.kemenperin",
        "Pejabat contoh, Kemenperin",
        (Role.OFFICIAL,),
        organisation="Kementerian Perindustrian",
    ),
    Account(
        "official.other",
        "Pejabat contoh, kementerian lain",
        (Role.OFFICIAL,),
        organisation="Kementerian Kelautan dan Perikanan",
    ),
    Account("official.corrections", "Pejabat contoh, Pemasyarakatan", (Role.CORRECTIONS,)),
    Account("agreements.admin", "Pengelola kerja sama contoh", (Role.AGREEMENTS,)),
    Account("postrelease.banten", "Pembimbing contoh, Banten", (Role.POSTRELEASE,), facility=BAPAS["code"]),
    Account("auditor", "Auditor contoh", (Role.AUDITOR,)),
    Account("admin", "Administrator contoh", (Role.ADMINISTRATOR,)),
)


def make_accounts(password: str) -> None:
    """Make the accounts that are missing, and give all of them this password."""
    names = [account.username for account in ACCOUNTS]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    for account in ACCOUNTS:
        if account.username not in users:
            user = User(username=account.username, name=account.name, is_demo=True)
            user.is_staff = Role.ADMINISTRATOR in account.roles
            users[account.username] = user
    _set_password(list(users.values()), password)
    _post(users)


def make_system_user() -> User:
    """The user who signs what no person did: inactive, with a password that nothing matches."""
    user, _made = User.objects.get_or_create(
        username=SYSTEM, defaults={"name": "Sistem", "is_active": False, "password": make_password(None)}
    )
    return user


def _set_password(users: list[User], password: str) -> None:
    """One check and one hash for all of them: a slow hash for each would be half of every start."""
    hashes = {user.password for user in users if not user._state.adding}
    kept = next((one for one in hashes if check_password(password, one)), None) if len(hashes) == 1 else None
    encoded = kept or make_password(password)
    new = [user for user in users if user._state.adding]
    stale = [user for user in users if not user._state.adding and user.password != encoded]
    for user in new + stale:
        user.password = encoded
    User.objects.bulk_create(new)
    User.objects.bulk_update(stale, ["password"])


def _post(users: dict[str, User]) -> None:
    """Give each account the postings that it never had; one that was ended stays ended."""
    had = set(Posting.objects.filter(user__in=users.values()).values_list("user_id", "role"))
    facilities = {facility.code: facility for facility in Facility.objects.filter(code__in=_named("facility"))}
    officials = OrganisationName.objects.filter(kind=NameKind.OFFICIAL, name__in=_named("organisation"))
    organisations = {name.name: name.organisation for name in officials.select_related("organisation")}
    Posting.objects.bulk_create(
        Posting(
            user=users[account.username],
            role=role,
            facility=facilities.get(account.facility),
            organisation=organisations.get(account.organisation),
            starts_on=SINCE,
        )
        for account in ACCOUNTS
        for role in account.roles
        if (users[account.username].pk, role) not in had
    )


def _named(field: str) -> set[str]:
    return {getattr(account, field) for account in ACCOUNTS} - {""}
