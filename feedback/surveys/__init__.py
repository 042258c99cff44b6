"""Ratings: what is asked after a chat, by which words, and what came of it."""
