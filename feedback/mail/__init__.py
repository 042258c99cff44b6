"""Mail to customers: from a row of the outbox to somebody's mailbox, once.

relay.py finds what is due; sending.py takes one mail all the way; claims.py is how a row gets from
one state to the next; ways/ are the mail server, a provider's API and everything else; render.py
and kinds/ say what is in a mail; bounces.py what happens when it comes back.
"""
