"""What a page says of a row that is refused or doubtful: the fault, and what would be right."""

from django.utils.translation import gettext_lazy as _

from participants.register.columns import Fate
from participants.register.dates import NoDate
from participants.register.rows import Fault, Why

SENTENCES: dict[object, object] = {
    Why.MISSING: _("This must not be empty. Fill it in."),
    (Why.MISSING, "name"): _("The name is empty. Enter the name."),
    (Why.MISSING, "register_no"): _("The register number is empty. Enter the number from the register book."),
    (Why.MISSING, "admitted_on"): _("The day of admission is empty. Enter since when the person is here."),
    Why.NOT_A_DATE: _(
        "This is not a date. Write day, month and year, for example 17/07/1985, or wait until it is known."
    ),
    (Why.NOT_A_DATE, NoDate.NO_SUCH_DAY): _(
        "This is not a date: the month has no such day. Write the right one, for example 28/02/1990."
    ),
    (Why.NOT_A_DATE, NoDate.NO_SUCH_MONTH): _("This is not a date: there is no such month. Write day, month, year."),
    (Why.NOT_A_DATE, NoDate.SHORT_YEAR): _("The year has only two digits. Write it with four, for example 1985."),
    (Why.NOT_A_DATE, NoDate.NO_SUCH_YEAR): _("This is not a date: the year cannot be right. Check the year."),
    Why.FUTURE: _("The date is later than the day of the file. Check the year."),
    Why.BEFORE_ADMISSION: _("The sentence ends before the person was admitted. Check both dates."),
    Why.NOT_L_OR_P: _("This is neither L nor P. Write L for a man, P for a woman."),
    Why.TOO_LONG: _("The text is too long to be kept. Shorten it."),
    Why.USED_IN_FILE: _("Another person in this file has the same. Check both rows and mend one of them."),
    Why.USED_HERE: _("Another person of this facility has the same. Check it, and check name and birth date."),
    Why.PERHAPS_THE_SAME: _(
        "A person with this name and birth date is held here under another number. "
        "If it is the same person, enter the NIK or the number that is known here."
    ),
    Why.STAY_ENDED: _("The stay of this person is recorded as ended. Record a new admission if the person is back."),
    Why.HELD_ELSEWHERE: _("This person cannot be entered here yet. Ask the ministry."),
    Why.DUMMY: _("This NIK is only a filler; it is treated as missing."),
    Why.NOT_16_DIGITS: _("A NIK has 16 digits. This one was not stored."),
    Why.DIGITS_LOST: _(
        "The NIK was typed as a number, of which a spreadsheet loses the last digits. It was not stored. "
        "Format the column as text and type the NIK again."
    ),
    Why.OTHER_BIRTH_DATE: _("The birth date inside the NIK is another one. Check both."),
    Why.UNKNOWN: _("This register class is not known. The number is stored as it is written."),
    Why.NO_END: _("The end of the sentence is empty for a convict; it is stored as not known."),
    Why.OTHER_SEX: _("This facility does not hold this sex. It is stored; please check."),
    Why.FORMULA: _("The name begins with a sign of arithmetic. It is stored as ordinary text."),
    Why.NOT_A_NUMBER: _("This is not a whole number. It was not stored."),
    Why.OTHER_ADMISSION: _("Another day of admission is recorded here. It was not changed; check which one is right."),
    Why.NEWER_HERE: _("What is recorded here is newer than the file. It was kept."),
    Why.NO_SUCH_DAY: _(
        "This day is missing or cannot be right, so what belongs to it was not stored. Write day, month and year, "
        "for example 17/07/2023, not later than the day of the file."
    ),
    Why.NOT_KNOWN_HERE: _("This is not one of the words that are known here. It was not stored; check the spelling."),
    (Why.NOT_KNOWN_HERE, "interest"): _(
        "No skill is called like this. The interest was not stored; write the name of the skill as the list of skills"
        " has it."
    ),
    (Why.NOT_KNOWN_HERE, "board"): _(
        "This does not say whether the TPP approves. It was not stored; write disetujui or ditolak."
    ),
    (Why.NOT_KNOWN_HERE, "risk"): _(
        "This is no risk class. It was not stored; write minimum, medium, maximum or super maximum."
    ),
    Why.OTHER_FACT: _(
        "Something else is recorded for that day, or it was recorded as a mistake. It was not changed; check it on the"
        " person’s page."
    ),
}
"""By reason; where one sentence would be too general, by reason and field or by reason and detail."""

FIELDS = {
    "running_no": _("Running number"),
    "name": _("Name"),
    "register_no": _("Register number"),
    "register_class": _("Register class"),
    "alias": _("Alias"),
    "sex": _("Sex"),
    "birth_place": _("Birth place"),
    "birth_date": _("Birth date"),
    "birth": _("Place and date of birth together"),
    "nik": _("NIK"),
    "nationality": _("Nationality"),
    "religion": _("Religion"),
    "education": _("Education"),
    "offence": _("Offence"),
    "years": _("Sentence, years"),
    "months": _("Sentence, months"),
    "days": _("Sentence, days"),
    "length": _("Length of sentence in one column"),
    "admitted_on": _("Admitted"),
    "third": _("One third"),
    "half": _("One half"),
    "two_thirds": _("Two thirds"),
    "sentence_end_date": _("End of sentence"),
    "block": _("Block and room"),
    "legal_status": _("Legal status"),
    "interest": _("Interest"),
    "interest_on": _("Interest, day"),
    "domicile": _("Domicile"),
    "domicile_on": _("Domicile, day"),
    "language": _("Language"),
    "risk": _("Risk class"),
    "risk_on": _("Risk class, day of assessment"),
    "discipline": _("Register F"),
    "discipline_on": _("Register F, first day"),
    "discipline_until": _("Register F, last day"),
    "board": _("Decision of the TPP"),
    "board_on": _("Decision of the TPP, day"),
    "board_until": _("Decision of the TPP, valid until"),
    "board_no": _("Decision of the TPP, number"),
    "note": _("Note"),
}
"""What pages call the fields of a row, and what a column can be said to hold."""

FATES = {
    Fate.READ: _("read"),
    Fate.NOT_STORED: _("not needed, not stored"),
    Fate.LEFT_OUT: _("left out"),
    Fate.SECOND: _("left out: another column holds the same"),
    Fate.UNKNOWN: _("not known, left out"),
}
"""What becomes of a column."""


def sentence(fault: Fault):
    """The sentence for one fault, the most particular there is."""
    keys = ((fault.why, fault.detail), (fault.why, fault.field), fault.why)
    return next(SENTENCES[key] for key in keys if key in SENTENCES)
