"""What raw SQL tries against rules on joining, their answers, and what is told of people; read like ``attacks``."""

from tests.attacks import Attack, drop

RULES, ANSWERS = "participants_eligibilityrule", "participants_ruleanswer"
RULE = (
    f"INSERT INTO {RULES} (id, facility_id, kind, parameters, strength, unknown, starts_on)"
    " VALUES (gen_random_uuid(), {of}, {kind}, '{{}}', 'blocks', 'passes', '2023-07-01')"
)
SAID_ROW = "(%(live)s, %(rule)s, 'age', '', {verdict}, {reason}, {by}, timestamptz '2023-07-10 08:00+07')"
SAID = (
    f"INSERT INTO {ANSWERS} (enrolment_id, rule_id, kind, value, verdict, overridden_reason, overridden_by_id, at)"
    " VALUES " + SAID_ROW
)
TOLD = [
    ("interest", "skill_id", "%(skill)s"),
    ("domicile", "place, province", "'Serang', ''"),
    ("language", "language", "'id'"),
    ("disciplineentry", "number", "''"),
    ("boarddecision", "approves, number", "true, ''"),
    ("riskclass", "risk", "'medium'"),
    ("questionanswer", "question_id, yes", "%(question)s, true"),
]
"""Each table of what is told of people, with something that it may say."""


def told(table: str, columns: str, values: str, *, until: str = "NULL", twice: bool = False) -> str:
    """Something told of a person from 1 July 2023 on, written by hand."""
    row = f"(gen_random_uuid(), %(free)s, '2023-07-01', {until}, false, {values})"
    into = f"INSERT INTO participants_{table} (id, person_id, starts_on, ends_on, mistaken, {columns})"
    return f"{into} VALUES {', '.join([row] * (2 if twice else 1))}"


ATTACKS = [
    Attack(
        "a rule of nothing",
        RULE.format(of="NULL", kind="'age'"),
        "eligibilityrule_of_one_thing",
        drop(RULES, "eligibilityrule_of_one_thing"),
    ),
    Attack(
        "a rule that asks what nobody knows to ask",
        RULE.format(of="%(here)s", kind="'height'"),
        "eligibilityrule_known_values",
        drop(RULES, "eligibilityrule_known_values"),
    ),
    Attack(
        "a rule that ends long before it begins",
        f"UPDATE {RULES} SET ends_on = starts_on - 2",
        "eligibilityrule_days_in_order",
        drop(RULES, "eligibilityrule_days_in_order"),
    ),
    Attack(
        "somebody let in against a rule that blocks",
        SAID.format(verdict=3, reason="'Lain'", by="%(actor)s"),
        "ruleanswer_override_has_reason",
        drop(ANSWERS, "ruleanswer_override_has_reason"),
    ),
    Attack(
        "a rule overridden without a reason",
        SAID.format(verdict=2, reason="''", by="%(actor)s"),
        "ruleanswer_override_has_reason",
        drop(ANSWERS, "ruleanswer_override_has_reason"),
    ),
    Attack(
        "a rule overridden by nobody",
        SAID.format(verdict=2, reason="'Lain'", by="NULL"),
        "ruleanswer_override_has_reason",
        drop(ANSWERS, "ruleanswer_override_has_reason"),
    ),
    Attack(
        "an answer of a rule given twice",
        SAID.format(verdict=0, reason="''", by="NULL") + ", " + SAID_ROW.format(verdict=1, reason="''", by="NULL"),
        "ruleanswer_once",
        drop(ANSWERS, "ruleanswer_once"),
    ),
    *(
        Attack(
            f"{table} that ends before it begins",
            told(table, columns, values, until="'2023-06-30'"),
            f"{table}_days_in_order",
            drop(f"participants_{table}", f"{table}_days_in_order"),
        )
        for table, columns, values in TOLD
    ),
    *(
        Attack(
            f"{table} twice on a day",
            told(table, columns, values, twice=True),
            f"{table}_one_a_day",
            f"DROP INDEX {table}_one_a_day",
        )
        for table, columns, values in TOLD
        if table != "disciplineentry"
    ),
    Attack(
        "a domicile nowhere",
        told("domicile", "place, province", "'', ''"),
        "domicile_has_place",
        drop("participants_domicile", "domicile_has_place"),
    ),
    Attack(
        "a question that asks nothing",
        "INSERT INTO participants_question (id, text) VALUES (gen_random_uuid(), '')",
        "question_says_something",
        drop("participants_question", "question_says_something"),
    ),
    Attack(
        "a question twice",
        "INSERT INTO participants_question (id, text) SELECT gen_random_uuid(), text FROM participants_question",
        "question_once",
        drop("participants_question", "question_once"),
    ),
]

NOT_ALLOWED = [
    ("a rule removed", f"DELETE FROM {RULES}"),
    ("a rule that asks something else from now on", f"UPDATE {RULES} SET parameters = '{{}}'"),
    ("a rule made stricter", f"UPDATE {RULES} SET strength = 'blocks'"),
    ("an answer of a rule rewritten", f"UPDATE {ANSWERS} SET verdict = 0"),
    ("an answer of a rule removed", f"DELETE FROM {ANSWERS}"),
    ("a question rewritten", "UPDATE participants_question SET text = 'Lain'"),
    *((f"a row of {table} removed", f"DELETE FROM participants_{table}") for table, _columns, _values in TOLD),
]
"""What the application's role has no right to do (SQLSTATE 42501)."""
