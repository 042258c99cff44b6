"""Promises to customers and the way back into the chat.

times.py: when one could be due; stages.py: whom it calls when; sentences.py: how it is told;
shown.py: how it looks on the wire; frames.py: what operators say about it; listening.py: what of
the chat it hears; tending.py and calls.py: what happens by itself; board.py and pages.py: the
board; way_back.py and solved.py: what the links in mails lead to.
"""
