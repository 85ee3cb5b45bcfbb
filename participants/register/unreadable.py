"""Why a file is refused as a whole, in sentences for whoever chose it."""

from django.utils.translation import gettext_lazy as _


class UnreadableError(Exception):
    """The file is refused as a whole; the message is a sentence that names nothing of what stands in it."""


EMPTY = _("The file is empty. Choose the file with the register.")
TOO_MANY_BYTES = _("The file is larger than 20 MB. Save only the sheet with the register as a file of its own.")
TOO_LARGE = _(
    "The file holds more than 50,000 rows, 300 columns or a million cells, or unpacks to more than a register needs. "
    "Save only the register as a file of its own."
)
LONG_CELL = _("A cell holds more text than a cell of a register can. Remove what does not belong there.")
LONG_LINE = _("A line of the file is far too long for a row of a register. Save the register as a workbook (xlsx).")
NUL = _("The file holds signs that no text has; it is damaged. Save the register anew as a workbook (xlsx) or as csv.")
PDF = _("This is a PDF, from which no table can be read. Choose the workbook (xlsx, xls, ods) or a csv file.")
MACROS = _("The workbook holds macros, which are not accepted. Save it as an ordinary workbook (xlsx).")
PASSWORD = _("The workbook is protected by a password. Save it without one.")
ENTITIES = _(
    "The workbook refers to things outside of it, as no spreadsheet does. Save the register anew as xlsx or csv."
)
NO_TABLE = _("The file cannot be read. Save the register as a workbook (xlsx, xls, ods) or as csv.")
NO_HEADER = _("No row of column names was found: there must be a column for the name and one for the register number.")
UNCLEAR = _("It is not clear which columns hold the name and the register number. Say it for both.")
NO_PEOPLE = _("The file has column names and not one row below them. Choose the file with the people.")
