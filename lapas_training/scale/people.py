"""People, and officers among them: 20,000 at a time, with everything that hangs on them."""

from collections.abc import Iterator
from datetime import date, timedelta

from lapas_training.scale import Held, Place, Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from lapas_training.scale.custody import Register, write_register
from lapas_training.scale.names import Names
from lapas_training.scale.stays import Course, Stays
from participants.choices import AffiliationKind
from participants.models import Affiliation, Person

BATCH = 20_000
NEVER = date.max.toordinal()
FIELDS = (
    "id", "name", "alias", "sex", "birth_place", "birth_date", "nik", "nationality", "education", "facility",
    "invented",
)  # fmt: skip
OFFICERS, WITHOUT_NIK, FOREIGNERS, HELD_BEFORE_BEGINNING = 0.03, 0.33, 0.006, 0.1
EDUCATION = ("SMA", "SD", "SMP", "", "SMK", "Tidak sekolah", "S1", "D3", "S2")
HOW_OFTEN = (30, 22, 20, 10, 8, 5, 4, 1, 0.3)


def make_people(size: Size, world: World, loading: Loading) -> None:
    """In the order in which the years brought them; those who were there at the beginning come first."""
    making = People(size, world)
    for first in range(0, size.people, BATCH):
        making.batch(range(first, min(first + BATCH, size.people)))
        loading.rows(Person, FIELDS, making.people)
        names = ("id", "person", "facility", "kind", "starts_on", "ends_on")
        loading.rows(Affiliation, names, making.ties)
        write_register(making.register, loading)
        making.remember()


class People:
    """Makes them one after the other; holds the rows of one batch."""

    def __init__(self, size: Size, world: World):
        self.size, self.world = size, world
        self.dice = chance(size.seed, "people")
        self.names = Names(chance(size.seed, "names"))
        self.stays = Stays(chance(size.seed, "stays"), world.facilities, size)
        self.register = Register(chance(size.seed, "register"), size.until)
        self.people: list[tuple] = []
        self.ties: list[tuple] = []

    def batch(self, numbers: range) -> None:
        """Make the people of these numbers."""
        self.people.clear()
        self.ties.clear()
        self.register.clear()
        for n, place in zip(numbers, self._facilities(len(numbers)), strict=True):
            self._make(n, place)

    def remember(self) -> None:
        """Let the world know who was where and when, as far as the batch tells."""
        for made, person, facility, _status, first, left, _block in self.register.custodies:
            self._remember(facility, first, left.toordinal() if left else NEVER, person, made, None)
        for made, person, facility, _kind, first, last in self.ties:
            self._remember(facility, first, last.toordinal() + 1 if last else NEVER, person, None, made)

    def _remember(self, facility: int, first: date, until: int, *of) -> None:
        if until > first.toordinal():
            self.world.held.setdefault(facility, []).append(Held(first.toordinal(), until, *of))

    def _facilities(self, how_many: int) -> Iterator[Place]:
        places = self.world.facilities
        return iter(self.dice.choices(places, [place.weight for place in places], k=how_many))

    def _make(self, n: int, place: Place) -> None:
        dice, recorded = self.dice, self._recorded(n)
        made = key(dice, recorded)
        sex = self._sex(place)
        if dice.random() < OFFICERS:
            facility = self._tie(made, place, recorded)
            born = recorded - timedelta(days=dice.randrange(24 * 365, 50 * 365))
        else:
            course = self.stays.course(place, sex, recorded, n < self.size.people * HELD_BEFORE_BEGINNING)
            for stay in course.stays:
                self.register.enter(made, stay, course)
            facility = course.stays[-1].place
            born = self._born(place, course)
        foreign = dice.random() < FOREIGNERS
        self.people.append(
            (
                made,
                self.names.foreign() if foreign else self.names.full(sex),
                self.names.alias(sex),
                sex if dice.random() > 0.005 else "",
                "" if dice.random() < 0.04 else dice.choice(self.world.facilities).city,
                None if dice.random() < 0.01 else born,
                None if foreign or dice.random() < WITHOUT_NIK else nik(n, sex, born, place.province_code),
                "WNA" if foreign else "WNI",
                dice.choices(EDUCATION, HOW_OFTEN)[0],
                facility.id,
                "t",
            )
        )

    def _recorded(self, n: int) -> date:
        """A tenth in the first two months, when the register was taken over; of the others each year more."""
        there = max(int(self.size.people * HELD_BEFORE_BEGINNING), 1)
        days = (self.size.until - self.size.since).days
        if n < there:
            return self.size.since + timedelta(days=n * min(60, days) // there)
        return self.size.since + timedelta(
            days=60 + (n - there) * max(days - 60, 0) // max(self.size.people - there, 1)
        )

    def _sex(self, place: Place) -> str:
        if place.sex_held in ("L", "P"):
            return place.sex_held
        return "P" if self.dice.random() < 0.07 else "L"

    def _born(self, place: Place, course: Course) -> date:
        """Juveniles were 14 to 17 when they came, the others 18 and more, most of them young."""
        came = course.stays[0].admitted_on
        years = self.dice.uniform(14, 17.9) if place.kind == "lpka" else 18 + self.dice.gammavariate(2.5, 6.5)
        return came - timedelta(days=int(min(years, 85) * 365.25))

    def _tie(self, person: str, place: Place, recorded: date) -> Place:
        """An officer serves at one facility, one in five at another one since."""
        dice, places = self.dice, [place]
        if dice.random() < 0.2:
            places.append(dice.choice(self.world.facilities))
        starts = recorded - timedelta(days=dice.randrange(2000))
        for n, there in enumerate(places, start=1):
            last = n == len(places)
            ends = None if last else min(starts + timedelta(days=dice.randrange(300, 1500)), self.size.until)
            self.ties.append((key(dice, recorded), person, there.id, AffiliationKind.OFFICER, starts, ends))
            starts = starts if last else ends + timedelta(days=1)
        return places[-1]


def nik(n: int, sex: str, born: date, province_code: str) -> str:
    """Sixteen digits in the right shape, of a regency 00: no real person can have them."""
    day = born.day + (40 if sex == "P" else 0)
    return f"{province_code}00{n // 10_000 % 100:02}{day:02}{born.month:02}{born.year % 100:02}{n % 10_000:04}"
