"""The ground: what every app stands on. It imports none of them.

Its rooms, each with its own words at its top: people, units, account (signing in), telling (messages), attachments (photos,
papers), workdays (the calendar), dictionaries, usual_words, colours, maps, table_in (lists that come back), files_in, files_out,
running (the installation).

In the hall lies what all rooms and apps use: access and scope (whose rows one sees), trail, errors, thresholds, stages (what
comes after what); what pages are made of (pages, filters, forms, choosing, navigation, marks); and the books in which apps enter
themselves when the site is ready (see apps.py).
"""
