"""Maps: the town's boundaries and background, shapes that are drawn, and the arithmetic of positions."""
