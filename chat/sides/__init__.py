"""What a visitor and an operator may say, whichever transport carries it.

A side reads one frame at a time, calls one action, and answers through its `Line`: a socket
(`chat.consumers`) or one HTTP request (`chat.doors`).
"""
