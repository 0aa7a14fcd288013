"""Every dictionary is a list that comes back from Excel; read when all of them are declared (core/apps.py)."""

from core.dictionaries.book import all_dictionaries
from core.dictionaries.file import table_of
from core.table_in.registry import register

for dictionary in all_dictionaries():
    register(table_of(dictionary))
