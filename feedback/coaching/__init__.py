"""What becomes of reviews: praise, tasks, goals, a library of good chats, trends, and what comes up
in chats again and again. It is there for people to get better, never to rank them."""
