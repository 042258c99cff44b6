"""Django's sessions in the database, asked only for keys that could be one."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie holds what its sender likes, a NUL for one, which PostgreSQL cannot even look
        for."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
