"""From "somebody waits" to "somebody answers": rules, places, candidates and dispatch."""
