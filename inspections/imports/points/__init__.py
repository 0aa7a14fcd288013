"""Points come in from a file with the columns of the list's export, which comes back unchanged."""
