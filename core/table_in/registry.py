"""The lists that come back from Excel, by their code. Each app registers its own when it is ready."""

from core.table_in.service import TableIn

TABLES: dict[str, TableIn] = {}


def register(table_in: TableIn) -> TableIn:
    """Adds a list; its code is in the address of its upload."""
    if table_in.code in TABLES:
        raise ValueError(f"The list '{table_in.code}' is registered twice.")
    TABLES[table_in.code] = table_in
    return table_in
