"""What programs read and do of this app (docs/api.md): on the base of chat.api."""
