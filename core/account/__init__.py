"""Signing in and out, and what guards an account: passwords, the second step, sessions, the lock against guessing."""
