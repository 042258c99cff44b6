"""Telling a company's own programs what happens (docs/webhooks.md).

payloads.py: what is told, one function for each shape; outbox.py: the one place that queues it
(`emit`); reading.py: what the log of a conversation says, in its order; relay.py, claims.py and
sending.py: how it leaves; pausing.py: what happens when it cannot; changing.py: what people do with
endpoints; pages.py and forms.py: where they do it.
"""
