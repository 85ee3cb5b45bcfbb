"""What a reader may know of programmes, where that is more than one table says."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.access import access_of
from accounts.roles import Role
from organisations.models import Agreement, AgreementParty, Facility, Organisation, Posting
from organisations.models.agreements import SEE_EVERY_AGREEMENT
from programs.choices import ProgrammeRoleKind
from programs.models import Programme, ProgrammeBasis, TrainingSession


def agreements_visible_to(user) -> QuerySet[Agreement]:
    """The agreements that a user may read: those of the own organisation, and those a programme in sight rests on.

    The two sets are asked for as keys alone: so the database makes each once, however many agreements it looks at.
    """
    if access_of(user).has(*SEE_EVERY_AGREEMENT):
        return Agreement.objects.all()
    bases = ProgrammeBasis.objects.filter(programme__in=Programme.objects.visible_to(user).values("pk")).order_by()
    own = AgreementParty.objects.of_own(user).order_by()
    return Agreement.objects.filter(Q(pk__in=own.values("agreement")) | Q(pk__in=bases.values("agreement")))


def sees_whole(programme: Programme, user) -> bool:
    """Whether every class of a programme counts for this reader.

    So it does for corrections, for the keepers of agreements and for its organiser, who see sums and no names.
    The staff of one facility know of the classes at that facility and of no other.
    """
    access = access_of(user)
    if access.has(Role.CORRECTIONS, Role.AGREEMENTS):
        return True
    return bool(access.organisations) and (
        programme.roles.filter(role=ProgrammeRoleKind.ORGANISER, organisation__in=access.organisations).exists()
    )


def sessions_known_to(user, programme: Programme) -> QuerySet[TrainingSession]:
    """The classes of a programme that a reader may know of; their rosters open to the facility's staff alone."""
    sessions = TrainingSession.objects.filter(programme=programme)
    return sessions if sees_whole(programme, user) else sessions.visible_to(user)


def own_parts(user, on: date) -> dict[str, Facility | Organisation]:
    """What makes a programme the user's own: the facilities they serve at and the organisations they are posted to."""
    facilities = Facility.objects.filter(pk__in=access_of(user).facilities).order_by("name", "pk")
    posted = Posting.objects.filter(user=user, role=Role.OFFICIAL).held(on).values("organisation")
    bodies = Organisation.objects.named(on).filter(pk__in=posted).order_by("name", "pk")
    return {f"{type(part).__name__}-{part.pk}": part for part in (*facilities, *bodies)}
