"""What leaders' pages say in words, made from the records: a file a page, and what several share (rows, figures, footing,
certainty, notes)."""
