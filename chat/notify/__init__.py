"""Telling a team chat, or another program, what somebody should look at now.

catalogue.py: of what; words.py: in which words, without anybody's data unless the company wants it;
bodies.py: as which JSON; telling.py: when. It leaves as webhooks do (chat.webhooks), for an hour.
"""
