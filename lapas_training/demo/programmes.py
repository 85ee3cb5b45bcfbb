"""The real programmes, loaded once. Whoever changes one afterwards keeps the change."""

import json

from lapas_training.demo import DATA
from programs.loading.load import load_programmes
from programs.models import Programme

FILE = DATA / "real_programmes.json"


def load_real_programmes() -> None:
    """Load the file unless every programme of it is here."""
    references = {entry["id"] for entry in json.loads(FILE.read_text(encoding="utf-8"))}
    if Programme.objects.filter(reference__in=references).count() < len(references):
        load_programmes(FILE)
