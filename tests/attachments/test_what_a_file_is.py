"""The first bytes say what a file is; names and what browsers claim say nothing."""

import pytest

from chat.attachments.types import GIF, JPEG, PDF, PNG, TEXT, WEBP, sniff
from chat.attachments.unfit import Unfit

from .conftest import PDF as A_PDF
from .conftest import WORDS, picture


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), PNG),
        (picture("JPEG"), JPEG),
        (picture("GIF"), GIF),
        (picture("WEBP"), WEBP),
        (A_PDF, PDF),
        (WORDS, TEXT),
        ("Größe: 5 < 6 & 7 > 3, Привет, 你好, سلام".encode(), TEXT),
        ("\ufeffwith a mark".encode(), TEXT),
        (b"a <b> c: this is a line about HTML, not a page", TEXT),
    ],
)
def test_what_may_come_in(content, kind):
    assert sniff(content) is kind


SCRIPTS = [
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"  \n\t<SVG onload=alert(1)>",
    b"<?xml version='1.0'?><svg/>",
    b"<!-- hidden --><svg onload=alert(1)>",
    b"<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:script>alert(1)</x:script></x:svg>",
    b"<!DOCTYPE html><script>alert(1)</script>",
    b"<html><body onload=alert(1)>",
    b"<script>alert(1)</script>",
    b"<iframe src=javascript:alert(1)>",
    b"<img src=x onerror=alert(1)>",
    "\ufeff<svg onload=alert(1)>".encode(),
    "\ufeff<svg onload=alert(1)>".encode("utf-16-le"),
    "\ufeff<html>".encode("utf-16-be"),
    b"<?php system($_GET[0]); ?>",
]


@pytest.mark.parametrize("content", SCRIPTS)
def test_what_can_carry_programs_is_refused_and_told_why(content):
    with pytest.raises(Unfit) as refused:
        sniff(content)
    assert refused.value.code == "has_code"
    assert "SVG" in refused.value.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "bad_type"),
        (b"\x7fELF\x02\x01", "bad_type"),
        (b"PK\x03\x04\x14\x00", "bad_type"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "bad_type"),
        (b"%PDF-evil", "text"),
        (b"GIF88a", "text"),
        (b"caf\xe9", "bad_type"),
        (b"nul\x00byte", "bad_type"),
        (b"\x1b[2Jcls", "bad_type"),
    ],
)
def test_everything_else_is_refused(content, code):
    if code == "text":  # looks like nothing but letters, and is kept as letters
        assert sniff(content) is TEXT
        return
    with pytest.raises(Unfit) as refused:
        sniff(content)
    assert refused.value.code == code
