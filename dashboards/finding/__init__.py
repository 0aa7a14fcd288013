"""Finding things by a word or a number: what is looked through (kinds), how (search, numbers), and what a page shows of it."""
