"""A standard comes in from a file, and goes out as one that comes back unchanged."""
