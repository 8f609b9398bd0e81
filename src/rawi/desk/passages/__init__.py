"""Passages that pages share: the tables and the plain SQL. What is a copy is decided in `rawi.together.copies`."""
