"""The colours that the office chooses: the palettes, the choice, and their pictures."""
