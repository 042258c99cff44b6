"""`/t/<slug>/coaching/`: thin doors. Everybody sees what is theirs; who looks after all chats, the
team's."""
