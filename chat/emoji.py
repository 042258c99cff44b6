"""The emoji people need in a helpdesk: few, by name, and drawn by their own system."""

from django.utils.translation import gettext as _

Group = dict[str, str | list[tuple[str, str]]]


def emoji_groups() -> list[Group]:
    """[{"name", "emoji": [(character, name), ...]}] in the active language; the names are what the
    search looks through, so some have a second word."""
    return [
        {"name": _("Faces"), "emoji": _faces()},
        {"name": _("Hands"), "emoji": _hands()},
        {"name": _("Hearts and thanks"), "emoji": _hearts()},
        {"name": _("Things"), "emoji": _things()},
        {"name": _("Signs"), "emoji": _signs()},
    ]


def _faces() -> list[tuple[str, str]]:
    return [
        ("🙂", _("slight smile")),
        ("😊", _("warm smile")),
        ("😀", _("grin")),
        ("😄", _("laughing eyes")),
        ("😅", _("relieved laugh")),
        ("😂", _("tears of joy")),
        ("😉", _("wink")),
        ("😍", _("heart eyes")),
        ("🤔", _("thinking")),
        ("😌", _("relieved")),
        ("😎", _("sunglasses")),
        ("😮", _("surprised")),
        ("😕", _("confused")),
        ("😟", _("worried")),
        ("😢", _("sad, crying")),
        ("😞", _("disappointed")),
        ("😳", _("embarrassed")),
        ("😬", _("awkward")),
        ("😴", _("sleeping")),
        ("🤗", _("hug")),
    ]


def _hands() -> list[tuple[str, str]]:
    return [
        ("👍", _("thumbs up, yes")),
        ("👎", _("thumbs down, no")),
        ("👋", _("wave, hello")),
        ("👏", _("applause")),
        ("🙏", _("folded hands, please")),
        ("🤝", _("handshake")),
        ("💪", _("strong")),
        ("👌", _("perfect")),
        ("🤞", _("fingers crossed")),
        ("✋", _("hand, stop")),
        ("👉", _("pointing")),
        ("👀", _("eyes, looking")),
    ]


def _hearts() -> list[tuple[str, str]]:
    return [
        ("❤️", _("red heart, love")),
        ("💛", _("yellow heart")),
        ("💚", _("green heart")),
        ("💙", _("blue heart")),
        ("🎉", _("party, congratulations")),
        ("🎁", _("present, gift")),
        ("🌸", _("flower")),
        ("💐", _("bouquet")),
        ("⭐", _("star")),
        ("✨", _("sparkles")),
        ("☀️", _("sun")),
        ("🍀", _("luck, clover")),
    ]


def _things() -> list[tuple[str, str]]:
    return [
        ("📦", _("parcel")),
        ("🚚", _("delivery van")),
        ("🛒", _("shopping cart")),
        ("💳", _("credit card")),
        ("🧾", _("receipt")),
        ("📷", _("camera, photo")),
        ("📄", _("document")),
        ("📎", _("paper clip")),
        ("📧", _("e-mail")),
        ("📞", _("telephone")),
        ("💻", _("computer")),
        ("🔧", _("tool, repair")),
        ("🔑", _("key")),
        ("🏠", _("house, home")),
        ("📅", _("calendar, date")),
        ("⏰", _("alarm clock, time")),
        ("💡", _("idea, lamp")),
        ("☕", _("coffee")),
    ]


def _signs() -> list[tuple[str, str]]:
    return [
        ("✅", _("done, check mark")),
        ("❌", _("cross, wrong")),
        ("❓", _("question mark")),
        ("❗", _("exclamation mark")),
        ("⚠️", _("warning")),
        ("➡️", _("arrow right")),
        ("⬅️", _("arrow left")),
        ("🔄", _("again, exchange")),
        ("💯", _("hundred")),
        ("🆗", _("OK")),
    ]
