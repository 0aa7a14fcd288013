"""The demo town: what `manage.py load_demo` puts into an empty database, made anew from the annual report's facts.

Names, words and figures are content (in Chinese, as an office would have typed them). Nothing is taken from the clock and
nothing is left to chance: one as-of moment always gives the same town, to the byte of its photos.
"""
