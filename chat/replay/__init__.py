"""Real dialogues through real sockets, and what became of every line (`manage.py replay`)."""
