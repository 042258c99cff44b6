"""How the log tells colleagues what the bot did (chat.wording)."""

from django.utils.translation import gettext as _


def bot_lines() -> dict[str, str]:
    """By `value` of the entry, one of BotChat.Why or "solved"."""
    return {
        "changed:bot:asked": _("The customer asked for a person. The assistant is silent now."),
        "changed:bot:not_helped": _("The assistant's answer did not help. A person is wanted."),
        "changed:bot:upset": _("The customer is upset: the assistant left this to a person."),
        "changed:bot:unsure": _("The assistant did not know this and left it to a person."),
        "changed:bot:enough": _(
            "The assistant has answered three times and leaves the rest to you."
        ),
        "changed:bot:failed": _(
            "Your answer service gave no answer: the assistant left this to a person."
        ),
        "changed:bot:solved": _("The customer says that the assistant's answer helped."),
    }
