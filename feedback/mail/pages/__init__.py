"""Settings > Mail: the words of each kind, who it is from, and what has left."""
