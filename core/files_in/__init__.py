"""Files into tables: by what they hold, not by what they are called."""
