"""Copies of a chat: by mail, to download and print for the visitor, and for the company.

All are the chat as the customer saw it: nothing that is for colleagues alone is in one.
"""
