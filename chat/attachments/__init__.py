"""Files in a conversation: what may come in, how it is kept, and who gets it back."""
