"""What comes in from files.

files/     opens Excel and CSV into tables, and says what is wrong with them
form/      an assessment form: mapping, rows, places, standard, sheets and scores
bulletin/  a bulletin of results that others scored
standard/  a standard in and out; the usual one
units      units made from the names in a file          preview, desk  an upload before it is imported
records    an import as a record                        runs           an import in the background
takeback, unused     an import taken back as one step  memory    the mapping of the last file alike
bulk       many rows into a table at once
command, console   what the commands print, and how they end
"""
