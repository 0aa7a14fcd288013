"""The index of the search: which tasks hold which two letters next to each other. Chinese words are two letters long, too short for
an index of words or of threes.

PostgreSQL: a GIN index over a function of `search_text`. SQLite: an FTS5 table that triggers keep, each pair written as its bytes.
Both only narrow down where the search looks; what is found is compared letter by letter as ever, and where an index is missing
everything is gone through. Made after every `migrate`, because SQLite loses the triggers of a table that a migration makes anew.
"""

from functools import lru_cache

from django.db import OperationalError, connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

TABLE = "rectification_rectificationtask"
LONGEST = 600
"""Letters of a text that SQLite indexes: number, problem, place, point and unit are shorter together."""
TRIGGERS = ("task_pairs_added", "task_pairs_changed", "task_pairs_removed")


def holding(word: str) -> RawSQL | None:
    """A condition that every task whose `search_text` holds this word meets; None where nothing is known of such a word."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    if not pairs or len(word) > LONGEST or not is_made(connection.settings_dict["NAME"]):
        return None
    if connection.vendor == "postgresql":
        return RawSQL(f"rectification_pairs({TABLE}.search_text) @> %s", [pairs], BooleanField())
    wanted = " ".join(pair.encode().hex().upper() for pair in pairs)
    sql = f"{TABLE}.id IN (SELECT rowid FROM rectification_pairs WHERE rectification_pairs MATCH %s)"
    return RawSQL(sql, [wanted], BooleanField())


@lru_cache(maxsize=8)
def is_made(database: str) -> bool:
    """Whether this process's database has the index; asked once."""
    with connection.cursor() as cursor:
        return _is_there(cursor)


def make(sender=None, using: str = "default", **kwargs) -> None:
    """After a migration: makes what is not there. SQLite without FTS5 goes without."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if TABLE not in tables or _is_there(cursor):
            return
        columns = connection.introspection.get_table_description(cursor, TABLE)
        if all(column.name != "search_text" for column in columns):
            return
        try:
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement)
        except OperationalError as error:
            if "fts5" not in str(error):
                raise
    is_made.cache_clear()


def _is_there(cursor) -> bool:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT to_regclass('task_pairs') IS NOT NULL")
        return cursor.fetchone()[0]
    cursor.execute(f"SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name IN {TRIGGERS}")
    return cursor.fetchone()[0] == len(TRIGGERS)


def _pairs(text: str) -> str:
    """SQLite: the pairs of a column as words for FTS5, which would take apart anything but letters and figures."""
    places = "[" + ",".join(map(str, range(1, LONGEST))) + "]"
    pair = f"hex(substr({text}, value, 2))"
    return f"(SELECT coalesce(group_concat({pair}, ' '), '') FROM json_each('{places}') WHERE value < length({text}))"


_ADD = f"INSERT INTO rectification_pairs (rowid, pairs) VALUES (new.id, {_pairs('new.search_text')});"
_DROP = (
    "INSERT INTO rectification_pairs (rectification_pairs, rowid, pairs) "
    f"VALUES ('delete', old.id, {_pairs('old.search_text')});"
)

STATEMENTS = {
    # what it costs keeps the planner from working out the pairs of every row; a few hits are not worth another process
    "postgresql": [
        """CREATE OR REPLACE FUNCTION rectification_pairs(words text) RETURNS text[]
        LANGUAGE sql IMMUTABLE STRICT COST 300
        AS $$ SELECT coalesce(array_agg(DISTINCT substr(words, place, 2)), '{}')
              FROM generate_series(1, length(words) - 1) AS place $$""",
        f"CREATE INDEX task_pairs ON {TABLE} USING gin (rectification_pairs(search_text))",
        f"ANALYZE {TABLE}",
    ],
    "sqlite": [
        """CREATE VIRTUAL TABLE IF NOT EXISTS rectification_pairs
        USING fts5 (pairs, content='', detail=none, columnsize=0, tokenize='ascii')""",
        "INSERT INTO rectification_pairs (rectification_pairs) VALUES ('delete-all')",
        f"INSERT INTO rectification_pairs (rowid, pairs) SELECT id, {_pairs(f'{TABLE}.search_text')} FROM {TABLE}",
        *(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
        f"CREATE TRIGGER task_pairs_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
        f"""CREATE TRIGGER task_pairs_changed AFTER UPDATE OF search_text ON {TABLE}
        WHEN new.search_text <> old.search_text BEGIN {_DROP} {_ADD} END""",
        f"CREATE TRIGGER task_pairs_removed AFTER DELETE ON {TABLE} BEGIN {_DROP} END",
    ],
}
