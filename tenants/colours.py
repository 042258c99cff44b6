"""Can white text be read on this colour? WCAG 2.2, success criterion 1.4.3."""

AA = 4.5


def contrast_with_white(colour: str) -> float:
    """Contrast ratio, 1 to 21, of white text on `colour` ("#rrggbb").

    Formula: 1.05 / (L + 0.05), L the relative luminance of WCAG 2.2.
    """
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def readable(colour: str) -> str:
    """`colour` itself where white text is readable on it, else the nearest darker shade of it."""
    shade = colour.lower()
    for percent in range(100, -1, -1):
        shade = "#" + "".join(f"{round(c * percent / 100):02x}" for c in _channels(colour))
        if contrast_with_white(shade) >= AA:
            break
    return shade


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
