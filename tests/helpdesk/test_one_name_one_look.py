"""A class that every page knows (page.css) means the same on each of them: a style sheet of some
pages that uses its name for something else puts both looks on it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERYWHERE = ROOT / "helpdesk/static/helpdesk/page.css"
WITHOUT_IT = {"console", "demo", "later", "widget"}  # folders of what has a frame of its own
NAMED = re.compile(r"^  \.([a-z][\w-]*)\s*\{", re.MULTILINE)


def names(sheet):
    return set(NAMED.findall(sheet.read_text()))


def test_no_page_gives_another_meaning_to_what_all_pages_know():
    known, others = (
        names(EVERYWHERE),
        [
            sheet
            for sheet in ROOT.glob("*/static/**/*.css")
            if sheet != EVERYWHERE and not WITHOUT_IT & set(sheet.parts)
        ],
    )
    assert len(known) > 20 and len(others) > 10
    twice = {(sheet.name, name) for sheet in others for name in names(sheet) & known}
    assert twice == set()
