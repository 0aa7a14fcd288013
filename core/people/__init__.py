"""People: who they are, their posts from when until when, their first password, and what becomes of their work when they leave."""
