"""How long somebody will wait: the place in the queue, and an honest range for the time."""
