"""What comes in from files: an assessment form, a bulletin of results, a standard.

problems   errors in the file or the mapping, and the report of an import
cells      a cell's text and number                    xlsx       what stands in an Excel file beside the values
workbook   opens Excel and CSV into tables             columns    finds the header row, and which column is which
matching   the dictionary of items and its proposals
form_*     the assessment form: mapping, rows, places, standard, writing, the service
bulletin_* the bulletin of results, the same way       standards  a standard in and out
runs       an import as a record: upload, start, progress, outcome
"""
