"""Telling people what happened: in the site, by e-mail, to groups, in their calendars."""
