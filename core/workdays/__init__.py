"""The working calendar: holidays, the office's hours and corrections, and what moves with a correction."""
