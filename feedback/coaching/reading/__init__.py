"""Finished chats are read by a worker, a batch at a time, into rows of their own: what came up,
what no article answered, how the chat ended. Pages only ever ask those rows."""
