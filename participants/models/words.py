"""The words under which people are found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants.models.people import Person


class PersonWord(models.Model):
    """One word of a person's name or alias in the spelling in which it is compared; kept by triggers, only read here.

    A table with a plain index, because an index over parts of a text is not used under row security: its operators
    could tell what rows say. Comparing whole words, and what lies between two words, tells nothing.
    """

    pk = models.CompositePrimaryKey("person_id", "word")
    person = models.ForeignKey(Person, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    facility = models.ForeignKey(Facility, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    word = models.TextField(_("word"), db_collation="C")

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        indexes = [
            models.Index(fields=["word", "person"], include=["facility"], name="personword_word"),
        ]
