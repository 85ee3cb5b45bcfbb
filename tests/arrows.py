"""What a file of this project points to, read from its text: nothing is imported for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("lapas_training", "reports", "outcomes", "participants", "programs", "organisations", "accounts", "web")
"""From the top down: an arrow goes from one to itself or to one further right."""

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
TEMPLATE_NAME = re.compile(r"^(\w+)/[\w/]+\.html$")
DRAWN_IN = re.compile(r"""{%\s*(?:extends|include)\s+["'](\w+)/""")
LINKED = re.compile(r"""{%\s*url\s+["']([\w:]+)["']""")
LOADED = re.compile(r"{%\s*load\s+([^%]*?)%}")


def sources(pattern: str = "*.py") -> Iterator[Path]:
    """The files of the packages, with their migrations."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob(pattern))


def templates() -> Iterator[Path]:
    """All templates of the project."""
    yield from sorted((ROOT / "templates").rglob("*.html"))


def points_up(here: str, there: str) -> bool:
    """Whether an arrow from one package to another goes the wrong way; what is not ours is no arrow."""
    return there in PACKAGES and PACKAGES.index(there) < PACKAGES.index(here)


def packages_in(text: str) -> set[str]:
    """The first parts of everything that Python source points to: imports, keys as strings, templates by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        found.update(name.split(".")[0] for name in _named(node))
    return found


def _named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""] if node.level == 0 else []
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "get_model" or called in RELATIONS:
            return [
                value for value in _texts([*node.args[:1], *(k.value for k in node.keywords)]) if value.isprintable()
            ]
        if called in {"import_module", "import_string"}:
            return _texts(node.args[:1])
    if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "dependencies" for t in node.targets):
        return [name for pair in ast.walk(node.value) if isinstance(pair, ast.Tuple) for name in _texts(pair.elts[:1])]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and (named := TEMPLATE_NAME.match(node.value)):
        return [named[1]]
    return []


def _texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def links_in(text: str) -> set[str]:
    """The names of addresses that Python source leads to."""
    leads = {"reverse", "reverse_lazy", "redirect"}
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return {name for call in calls if getattr(call.func, "id", "") in leads for name in _texts(call.args[:1])}


def package_of(template: Path) -> str:
    """The package that a template belongs to: its folder's; frame, components and pages of errors are web's."""
    folder = template.relative_to(ROOT / "templates").parts[0]
    return folder if folder in PACKAGES else "web"


def folders_in(text: str) -> set[str]:
    """The folders that a template takes parts from, as packages; components are web's."""
    return {"web" if folder == "components" else folder for folder in DRAWN_IN.findall(text)}


def libraries_in(text: str) -> set[str]:
    """The libraries of tags that a template loads."""
    return {name for names in LOADED.findall(text) for name in names.split()}
