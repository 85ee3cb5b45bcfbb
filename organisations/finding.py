"""Finding agreements by words: in title and scope, in numbers of any spelling, in parties under any name they had."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Upper

from organisations.search import MOST_WORDS


def agreements_holding(agreements: QuerySet, words: str) -> QuerySet:
    """Those in which every word is found. Signs alone are no words where there are others.

    Dots, hyphens, slashes and blanks do not tell two numbers apart: ``W.10.PAS-97`` is ``w10 pas 97``.
    """
    said = words.split()[:MOST_WORDS]
    with_letters = [word for word in said if _key(word)]
    for word in with_letters or said:
        agreements = agreements.filter(_found(word))
    return agreements


def _found(word: str) -> Q:
    found = Q(text__words__contains=Upper(Value(word)))
    return found | Q(text__numbers__contains=Upper(Value(_key(word)))) if _key(word) else found


def _key(word: str) -> str:
    """The letters and digits of a word, by which numbers are compared."""
    return "".join(sign for sign in word if sign.isalnum())
