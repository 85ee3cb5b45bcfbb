"""No thing comes before itself: a tree of skills, the versions of a course, what a course asks for."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connections, models

LEADS_BACK = """
    WITH RECURSIVE onward AS (
      SELECT %(end)s::uuid AS at
      UNION SELECT t.{end} FROM {table} t JOIN onward ON t.{start} = onward.at
      WHERE t.{end} IS NOT NULL AND t.{key} IS DISTINCT FROM %(row)s)
    SELECT EXISTS (SELECT FROM onward WHERE at = %(start)s)"""


class WithoutCircle(models.BaseConstraint):
    """Whoever follows the arrows of a table from one thing to the next never comes back to where they began.

    ``start`` and ``end`` are the fields that an arrow leads from and to. A trigger of the database judges (its
    function stands in ``organisations/sql/without_circle.sql``): it waits for whoever draws arrows at the same time.
    A form asks beforehand, so that the sentence stands at its field.
    """

    def __init__(self, *, start: str, end: str, name: str, violation_error_message=None, violation_error_code=None):
        self.start, self.end = start, end
        super().__init__(
            name=name, violation_error_message=violation_error_message, violation_error_code=violation_error_code
        )

    def _columns(self, model) -> dict[str, str]:
        fields = model._meta
        return {
            "start": fields.pk.column if self.start == "id" else fields.get_field(self.start).column,
            "end": fields.get_field(self.end).column,
        }

    def constraint_sql(self, model, schema_editor):
        """A trigger is made after its table."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model, schema_editor) -> str:
        """The trigger; a constraint trigger, so that many rows of one statement are judged together."""
        quote, columns = schema_editor.quote_name, self._columns(model)
        return (
            f"CREATE TRIGGER {quote(self.name)} AFTER INSERT OR UPDATE ON {quote(model._meta.db_table)} "
            f"FOR EACH ROW WHEN (NEW.{columns['end']} IS NOT NULL) "
            f"EXECUTE FUNCTION without_circle('{columns['start']}', '{columns['end']}')"
        )

    def remove_sql(self, model, schema_editor) -> str:
        """Take the trigger away."""
        quote = schema_editor.quote_name
        return f"DROP TRIGGER IF EXISTS {quote(self.name)} ON {quote(model._meta.db_table)}"

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Ask now what the trigger will ask: said at the field that leads on."""
        if exclude and {self.start, self.end} & set(exclude):
            return
        start, end = ((instance.pk if name == "id" else self._value(instance, name)) for name in (self.start, self.end))
        if start is None or end is None:
            return
        sql = LEADS_BACK.format(table=model._meta.db_table, key=model._meta.pk.column, **self._columns(model))
        with connections[using].cursor() as cursor:
            cursor.execute(sql, {"start": start, "end": end, "row": instance.pk})
            if cursor.fetchone()[0]:
                refused = ValidationError(self.get_violation_error_message(), code=self.violation_error_code)
                raise ValidationError({self.end: refused})

    def _value(self, instance, name: str):
        return getattr(instance, instance._meta.get_field(name).attname)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"start": self.start, "end": self.end}

    def __eq__(self, other):
        return isinstance(other, WithoutCircle) and self.deconstruct() == other.deconstruct()

    __hash__ = None
