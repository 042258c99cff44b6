"""The ordinary way, to compare with: a chat as the documentation of Channels and channels_redis
teaches it. AsyncWebsocketConsumer, `RedisChannelLayer`, `database_sync_to_async` around the ORM.

It keeps the same promises for a message as the helpdesk does: the same row, its number without
gaps, a retry stored once, acknowledged after the commit; companies are kept apart by an ORM filter.
"""
