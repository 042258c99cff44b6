"""Every word the modules say is there, and none is there for nothing."""

import re

from django.conf import settings

from feedback.permission.wording import console_words, widget_words

STATIC = settings.BASE_DIR / "feedback" / "static" / "feedback"
ERRORS = {"bad_address", "nothing_agreed", "unknown_text", "stopped", "slow_down", "failed"}


def test_of_the_widget():
    source = (STATIC / "later" / "permission.js").read_text()
    said = set(re.findall(r"\bwords\.(\w+)", source))
    assert said | ERRORS == widget_words().keys()


def test_of_the_console():
    source = (STATIC / "console" / "permission.js").read_text()
    said = set(re.findall(r'say\("(\w+)"', source))
    purposes = {"follow_up", "transcript", "survey", "satisfied_check", "marketing"}
    made = {f"permission_{one}" for one in purposes | {"offered", "declined"}}
    assert said - {"loading_text"} | made | {"do_offer_permission", "refused_not_now"} == (
        console_words().keys()
    )
