"""Names of people who do not exist: put together by chance from given names, in the ways that registers write them."""

from random import Random

from lapas_training.scale.chance import zipf
from lapas_training.scale.words import words

MEN = words("men")
WOMEN = words("women")
SECOND = words("second")
MUHAMMAD = ("Muhammad", "Muh.", "Mohamad", "Muhamad", "Moh.", "M.", "Mohammad", "Mochamad")
SITI = ("Siti", "Sitti", "St.", "Sity")
FOREIGN = ("Adeyemi Okoro", "Chidi Nwosu", "Tran Van Minh", "Somsak Prasert", "Wei Chen", "Maria Santos", "Ana Reyes")

MEN_WEIGHTS, WOMEN_WEIGHTS, SECOND_WEIGHTS = (zipf(len(names), 0.8) for names in (MEN, WOMEN, SECOND))


class Names:
    """Draws names; frequent ones often, so that namesakes are many, as they are."""

    def __init__(self, dice: Random):
        self.dice = dice
        self._of = {"L": self._endless(MEN, MEN_WEIGHTS), "P": self._endless(WOMEN, WOMEN_WEIGHTS)}
        self._second = self._endless(SECOND, SECOND_WEIGHTS)

    def _endless(self, names, weights):
        while True:
            yield from self.dice.choices(names, weights, k=4096)

    def full(self, sex: str) -> str:
        """A whole name: one word for one in eight, *bin* or *binti* for one in five, some in capitals."""
        way, given = self.dice.random(), next(self._of[sex])
        if way < 0.12:
            name = given
        elif way < 0.46:
            name = f"{given} {next(self._second)}"
        elif way < 0.60:
            name = f"{given} {next(self._of[sex])}"
        elif way < 0.68:
            name = f"{given} {next(self._of[sex])} {next(self._second)}"
        elif way < 0.80:
            name = f"{given} {'bin' if sex == 'L' else 'binti'} {next(self._of['L'])}"
        elif way < 0.88:
            name = f"{given} {next(self._second)} {'bin' if sex == 'L' else 'binti'} {next(self._of['L'])}"
        else:
            name = f"{self._in_front(sex)} {given} {next(self._second)}"
        return name.upper() if self.dice.random() < 0.1 else name

    def _in_front(self, sex: str) -> str:
        """The name in front that everybody spells in their own way."""
        spellings = MUHAMMAD if sex == "L" else SITI
        return spellings[int(self.dice.random() ** 2 * len(spellings))]

    def alias(self, sex: str) -> str:
        """What one in nine is called besides."""
        return f"al. {next(self._of[sex])}" if self.dice.random() < 0.11 else ""

    def foreign(self) -> str:
        """A name from abroad."""
        return self.dice.choice(FOREIGN)
