"""Searching what was said: an index of plain rows, because PostgreSQL cannot use a full-text index
below row-level security (its operators are not leak-proof; those of a b-tree are)."""
