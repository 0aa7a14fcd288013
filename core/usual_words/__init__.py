"""The usual words of an office, offered to a town whose dictionaries are empty: data (lists/), never a rule. A file for each
dictionary, named by its code, in the shape in which the dictionary itself comes back from Excel (core/dictionaries/file.py)."""
