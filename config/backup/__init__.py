"""Backups: one file with all records, all photos and papers, and a checksum of everything.

The file is a plain tar archive, nothing in it is compressed:

    files/00000001 ...   photos, papers, imported files, the map's boundaries, as they are
    tables/<table>.tsv   one for each table: a line a row, in the text form of PostgreSQL's COPY
    files.tsv            SHA-256, size and path of each of the files
    manifest.json        when, which migrations, and of each table its columns, rows, size and SHA-256
    manifest.sha256      of manifest.json; it seals all the rest

`taking` writes one, `checking` reads one through, `restoring` brings one back into an empty place, `routine` does it every day.
"""
