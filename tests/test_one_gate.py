"""Nothing but the gate writes the status of an enrolment: page, bulk, paste, list, copy, import and closing ask it."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("accounts", "lapas_training", "organisations", "outcomes", "participants", "programs", "reports", "web")
GATE = Path("participants/services/enrolments.py")
MEASURING = Path("lapas_training/scale")
"""An invented nation to measure on is loaded in bulk by the owner, through the same constraints and triggers."""

OF_THE_STATUS = frozenset({"status", "status_at", "reason_kind", "joined_at", "ended_at"})
MAKING = frozenset({"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "acreate"})
IN_SQL = re.compile(
    r"(INSERT\s+INTO|DELETE\s+FROM|COPY)\s+participants_enrolment\b"
    r"|UPDATE\s+(ONLY\s+)?participants_enrolment\b[^;]*?\bSET\b[^;]*?\b(status|ended_at|joined_at)\s*=",
    re.IGNORECASE,
)


def writes(code: str) -> list[str]:
    """The places of a module that write an enrolment's status, or make or hand out enrolments."""
    tree = ast.parse(code)
    if not any(_names_enrolments(node) for node in ast.walk(tree)):
        return []
    return [ast.unparse(node) for node in ast.walk(tree) if _writes(node)]


def _names_enrolments(node: ast.AST) -> bool:
    """Imports the model, reaches it by a relation, or holds its table in a text."""
    if isinstance(node, ast.alias):
        return node.name == "Enrolment"
    if isinstance(node, ast.Attribute):
        return node.attr in ("Enrolment", "enrolments", "enrolment")
    return isinstance(node, ast.Constant) and "participants_enrolment" in str(node.value)


def _writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(IN_SQL.search(node.value))
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Attribute) and t.attr in OF_THE_STATUS and _is_row(t.value) for t in node.targets)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "Enrolment"
    if not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "update":
        return any(word.arg in OF_THE_STATUS or word.arg is None for word in node.keywords)
    return node.func.attr == "Enrolment" or (node.func.attr in MAKING and "nrolment" in ast.unparse(node.func))


def _is_row(node: ast.AST) -> bool:
    """Not ``self`` of another class, and not the import of a register, which has a status of its own."""
    return isinstance(node, ast.Name) and node.id not in ("self", "imported", "session", "found")


def modules() -> list[Path]:
    found = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts and MEASURING not in path.parents)


def test_only_the_gate_writes_the_status_of_an_enrolment():
    found = {path: writes((ROOT / path).read_text(encoding="utf-8")) for path in modules()}
    assert {path for path, places in found.items() if places} == {GATE}


def test_no_trigger_or_command_in_sql_writes_it_either():
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.sql")]
    texts = {path: re.sub(r"--.*", "", path.read_text(encoding="utf-8")) for path in files}
    assert files and [path.name for path, text in texts.items() if IN_SQL.search(text)] == []


ATTEMPTS = [
    "from participants.models import Enrolment\nEnrolment(status='enrolled').save()",
    "from participants.models import Enrolment\nEnrolment.objects.create(person=1)",
    "from participants.models import Enrolment\nEnrolment.objects.bulk_create([])",
    "from participants.models import Enrolment\nEnrolment.objects.filter(pk=1).update(status='completed')",
    "from participants.models import Enrolment\nEnrolment.objects.filter(pk=1).update(**values)",
    "from participants.models import Enrolment\nrow = Enrolment.objects.get()\nrow.status = 'withdrawn'\nrow.save()",
    "session.enrolments.update(ended_at=now)",
    "session.enrolments.create(person=person)",
    "from participants import models\nmodels.Enrolment(status='enrolled').save()",
    "cursor.execute('UPDATE participants_enrolment SET reason = %s, status = %s')",
    "cursor.execute('INSERT INTO participants_enrolment (id) VALUES (1)')",
    "cursor.copy('COPY participants_enrolment FROM STDIN')",
]


@pytest.mark.parametrize("code", ATTEMPTS)
def test_whoever_went_around_the_gate_would_be_found(code):
    assert writes(code)


HARMLESS = [
    "from participants.models import Enrolment\nEnrolment.objects.filter(status='enrolled').count()",
    "from participants.models import Enrolment\ncontext.update(found)",
    "imported.status = 'confirmed'",
    "cursor.execute('SELECT status FROM participants_enrolment')",
    "cursor.execute('UPDATE participants_enrolment e SET busy = e.busy')",
]


@pytest.mark.parametrize("code", HARMLESS)
def test_whoever_only_reads_is_let_be(code):
    assert writes(code) == []
