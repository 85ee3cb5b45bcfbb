"""The question to the database about some people, worked out once for a class, a day and its rules.

Working ten rules out into SQL takes longer than the database needs to answer it, and whoever fills a class asks the
same of other people again and again.
"""

from collections import OrderedDict
from collections.abc import Collection
from datetime import date
from threading import Lock
from uuid import UUID

from django.db import connection

from participants.eligibility.base import Kind
from participants.models import Person
from participants.services.standing import with_standing
from participants.services.those import among_those, asked_of

KEPT = 100
"""How many questions are kept; the one that was not asked for the longest time goes first."""

_questions: OrderedDict[tuple, tuple[str, tuple]] = OrderedDict()
_lock = Lock()


def rows_about(people: Collection[UUID], kinds: list[Kind], day: date) -> list[dict]:
    """Of each of these people ``pk``, ``custody_id``, and of each kind ``verdict_0``, ``value_0``, and so on.

    The kinds are bound to moments of that day that ask ``among_those``.
    """
    sql, values = _question(kinds, day)
    with connection.cursor() as cursor:
        cursor.execute(sql, asked_of(people, values))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _question(kinds: list[Kind], day: date) -> tuple[str, tuple]:
    key = (day, *(kind.rests_on() for kind in kinds))
    with _lock:
        if key in _questions:
            _questions.move_to_end(key)
            return _questions[key]
    question = _in_sql(kinds, day)
    with _lock:
        _questions[key] = question
        while len(_questions) > KEPT:
            _questions.popitem(last=False)
    return question


def _in_sql(kinds: list[Kind], day: date) -> tuple[str, tuple]:
    those = with_standing(Person.objects.filter(among_those("pk")), at_facility=None, day=day)
    columns = {f"verdict_{n}": kind.verdict() for n, kind in enumerate(kinds)}
    columns |= {f"value_{n}": kind.read for n, kind in enumerate(kinds)}
    return those.annotate(**columns).values("pk", "custody_id", *columns).query.sql_with_params()
