"""Finished chats that deserve a second look: chosen by rules, claimed, scored, appealed."""
