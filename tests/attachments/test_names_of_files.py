"""A name is the sender's; what is kept of it can do nothing and says the truth about the file."""

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chat.attachments.names import MOST, RESERVED, clean_name, read_name
from chat.attachments.types import JPEG, PDF, PNG, TEXT, TYPES

kinds = st.sampled_from(sorted(TYPES.values()))
tricks = st.sampled_from(
    ["..", "/", "\\", "\u202e", "\u200b", "\u2066", "\ufeff", ".", ".exe", ".svg", "\x00", "\r\n"]
)
names = st.lists(st.one_of(tricks, st.text(max_size=40)), max_size=8).map("".join)


@given(names, kinds)
@example("a" * 500 + ".png", PNG)
@example("\u202egnp.exe", PNG)
@example("con", TEXT)
@example("e" + "\u0301" * 200, PDF)
def test_no_name_can_do_anything(name, kind):
    clean = clean_name(name, kind)
    stem, _, extension = clean.partition(".")
    assert 0 < len(clean) <= MOST
    assert clean.count(".") == 1
    assert extension in kind.extensions
    assert stem and stem == stem.strip()
    assert not RESERVED.fullmatch(stem)
    assert not set(clean) & set('/\\:*?"<>|;\x00\r\n')
    assert not any(unicodedata.category(c).startswith("C") for c in clean)


@given(names, kinds)
def test_a_clean_name_stays_as_it_is(name, kind):
    clean = clean_name(name, kind)
    assert clean_name(clean, kind) == clean


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("invoice.pdf", PDF, "invoice.pdf"),
        ("Rechnung Nr. 7.PDF", PDF, "Rechnung Nr 7.pdf"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("photo.jpg", PNG, "photo jpg.png"),
        ("invoice.pdf.exe", PDF, "invoice pdf exe.pdf"),
        ("run.php.png", PNG, "run php.png"),
        ("in\u202egpj.exe", PNG, "ingpj exe.png"),
        ("pass\u200bword.txt", TEXT, "password.txt"),
        ("../../etc/passwd", TEXT, "etc passwd.txt"),
        ("C:\\Users\\ada\\note.txt", TEXT, "C Users ada note.txt"),
        (".htaccess", TEXT, "htaccess.txt"),
        ("عقد الإيجار.pdf", PDF, "عقد الإيجار.pdf"),
        ("日本語.png", PNG, "日本語.png"),
        ("", PNG, "picture.png"),
        ("\u200b\u200b", PDF, "file.pdf"),
        ("nul.txt", TEXT, "nul file.txt"),
        ("data.csv", TEXT, "data csv.txt"),
        ("server.log", TEXT, "server.log"),
    ],
)
def test_names_people_would_recognise(name, kind, clean):
    assert clean_name(name, kind) == clean


@given(st.text(max_size=100))
def test_any_name_comes_through_a_header(name):
    name = name.encode("utf-8", "ignore").decode()
    assert read_name(quote(name)) == name


@pytest.mark.parametrize("header", ["%", "%zz", "%ff%fe", "\ud800", "%F0%9F"])
def test_a_broken_header_is_read_as_far_as_it_goes(header):
    assert clean_name(read_name(header), PNG).endswith(".png")
