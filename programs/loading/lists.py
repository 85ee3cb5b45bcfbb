"""The lists of an entry whose items things hang on: sources, topics, agreements. What leaves the file stays here."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model

from programs.loading.same import LOST, same_rows
from programs.loading.tables import Key, Loaded, Table
from programs.loading.told import Told, fingerprint
from web.keys import uuid7


class Lists:
    """Finds the row of each item; an order that was changed here stays until the file has another."""

    def __init__(self, loaded: Loaded, told: dict[str, Told]):
        self.loaded, self.told = loaded, told

    def sources(self, reference: str, sources: Sequence[UUID], table: Table, here: dict) -> None:
        """The entry's sources in its order; the first is the main one."""
        moved = self._moved(reference, "sources", [str(source) for source in sources])
        for position, source in enumerate(sources, start=1):
            key = (reference, source)
            self.loaded.places[source] = position
            table.want(key, {}, **here, source_id=source, position=position)
            self._stand(table, key, position if moved else None)

    def topics(self, reference: str, names: Sequence[str], table: Table, here: dict) -> list[Model | None]:
        """The entry's topics, each found by its name, else by its place; None where it was removed here."""
        told, recorded = self.told[reference], table.recorded(reference)
        wanted = [(position, fingerprint(name)) for position, name in enumerate(names, start=1)]
        lost = told.lost("topic", "name", {str(topic.pk) for topic in recorded})

        def known_by(topic) -> set:
            return {fingerprint(topic.name), told.before.get(f"topic {topic.pk}", {}).get("name")}

        found = same_rows(recorded, wanted, known_by, lost)
        moved = self._moved(reference, "topics", names)
        rows = []
        for topic, name, (position, sign) in zip(found, names, wanted, strict=True):
            if topic is LOST:
                told.keep(lost[sign])
                rows.append(None)
                continue
            key = (reference, topic.pk if topic else uuid7())
            self.loaded.places[key[1]] = position
            rows.append(table.want(key, {"name": name}, **here, id=key[1], position=position))
            self._stand(table, key, position if moved else None)
        return rows

    def agreements(
        self, reference: str, wanted: Sequence[tuple[int, str]], table: Table, here: dict
    ) -> list[UUID | None]:
        """The keys of the entry's agreements, each found by all that is said of it, else by its place."""
        told, recorded = self.told[reference], table.recorded(reference)
        lost = told.lost("whole", "it", {str(basis.agreement_id) for basis in recorded})

        def known_by(basis) -> set:
            return {told.before.get(f"whole {basis.agreement_id}", {}).get("it")}

        found = same_rows(recorded, wanted, known_by, lost)
        moved = self._moved(reference, "agreements", wanted)
        keys = []
        for basis, (position, sign) in zip(found, wanted, strict=True):
            if basis is LOST:
                told.keep(lost[sign])
                keys.append(None)
                continue
            agreement = basis.agreement_id if basis else uuid7()
            self.loaded.places[agreement] = position
            told.now[f"whole {agreement}"] = {"it": sign}
            table.want((reference, agreement), {}, **here, agreement_id=agreement, position=position)
            self._stand(table, (reference, agreement), position if moved else None)
            keys.append(agreement)
        return keys

    def left(self, topics: Table, bases: Table, links: Table) -> list[str]:
        """Keep what the file no longer has as something of ours, and say so, except of sources."""
        kept = [f"{key[0]}: topic “{topic.name}”" for key, topic in self._keep(topics)]
        kept += [f"{key[0]}: agreement “{basis.agreement}”" for key, basis in self._keep(bases)]
        self._keep(links)
        return kept

    def _keep(self, table: Table) -> list[tuple[Key, Model]]:
        kept, last = [], {}
        for key, row in table.unwanted():
            self.told[key[0]].keep(table.name(key))
            self.told[key[0]].keep(f"whole {key[1]}")
            if row.addition:
                last[key[0]] = max(last.get(key[0], 0), row.position)
            else:
                kept.append((key, row))
        for key, row in kept:
            self.loaded.places.setdefault(key[1], row.position)
            last[key[0]] = last.get(key[0], 0) + 1
            table.put(key, addition=True, position=last[key[0]])
        return kept

    def _moved(self, reference: str, what: str, order: Sequence) -> bool:
        """Whether the file has another order than before."""
        told = self.told[reference]
        moved = not told.repeats(f"order {what}", "it", order)
        told.say(f"order {what}", {"it": order})
        return moved

    def _stand(self, table: Table, key: Key, position: int | None) -> None:
        """The row is one of the entry, at this place of it where the file has a new order."""
        if key in table.kept:
            table.put(key, addition=False, **({"position": position} if position else {}))
