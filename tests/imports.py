"""Bringing a register through the pages, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participants.models import RegisterImport
from tests.register_rows import REGISTER, register_file

WHILE_ONE_IS_OPEN = frozenset({"register_import", "import_columns", "import_refused"})
"""Pages that links lead to only while an import is open. ``test_browser_import`` opens one and looks at them."""


def signed_in(user) -> Client:
    """A browser of this user."""
    client = Client()
    client.force_login(user)
    return client


def upload(client: Client, content: bytes, *, day: str = "03/07/2023", name: str = "register.csv", **more):
    """Send a file as the form does; answers what comes back in the end."""
    file = SimpleUploadedFile(name, content)
    return client.post("/people/import/", {"file": file, "said_day": day, **more}, follow=True)


def bring(client: Client, *rows: dict, **how):
    """Send a file with these rows."""
    return upload(client, register_file(*rows).getvalue(), **how)


def bring_the_shared_register(client: Client):
    """Send the register that the answers are known of."""
    return upload(client, REGISTER.read_bytes(), day="", name="register_lpp_tangerang.xlsx")


def act(client: Client, imported: RegisterImport, what: str, **more):
    """Press a button of the page of an import."""
    return client.post(imported.get_absolute_url(), {"act": what, **more}, follow=True)
