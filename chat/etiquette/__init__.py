"""Etiquette of writing to customers: what a message does (speech), and the checks made of it."""
