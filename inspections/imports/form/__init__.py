"""An assessment form comes in: each row is one item seen at one point."""
