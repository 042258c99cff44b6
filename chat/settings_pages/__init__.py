"""Settings of what the chat does: routing and its rules, timing and words, how people work."""
