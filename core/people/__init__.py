"""People: who they are, which posts they hold from when until when, their first password, and what becomes of their work when they leave."""
