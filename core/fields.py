"""Fields that the whole product shares."""

from decimal import Decimal

from django.db import models


class ExactDecimalField(models.DecimalField):
    """A decimal that is exact on both databases: points and money.

    PostgreSQL stores NUMERIC. SQLite has no decimal type and would keep a float, so there it is stored as a whole number of
    the smallest unit (1.25 with two places is 125): sums and comparisons made by the database are exact as well.
    Python always sees a Decimal. Don't multiply or average it in SQL; add, compare and order as you like.
    """

    def get_internal_type(self):
        return "ExactDecimalField"

    def db_type(self, connection):
        if connection.vendor == "sqlite":
            return "bigint"
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def get_db_converters(self, connection):
        """None on PostgreSQL: a call for each value of ten thousand rows, to do nothing, is felt."""
        return [self._scaled_down] if connection.vendor == "sqlite" else []

    def _scaled_down(self, value, expression, connection):
        return value if value is None else Decimal(value).scaleb(-self.decimal_places)

    def get_db_prep_value(self, value, connection, prepared=False):
        value = self.to_python(value)
        if value is None or not isinstance(value, Decimal):
            return value  # an expression takes care of itself
        if connection.vendor == "sqlite":
            return int(value.scaleb(self.decimal_places).to_integral_value())
        return value

    def get_db_prep_save(self, value, connection):
        if hasattr(value, "as_sql"):
            return value
        return self.get_db_prep_value(value, connection)

    def get_prep_value(self, value):
        return self.to_python(value)
