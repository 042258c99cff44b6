"""What the checks of the composer are called (chat/etiquette/rules/)."""


def title_of(rule: str) -> str:
    return rule
