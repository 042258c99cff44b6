"""The console's texts about promises (chat.console.more_words)."""


def promise_words() -> dict[str, str]:
    return {}
