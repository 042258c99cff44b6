"""What counts as a frame, as a field of one, and as something to say."""

import json
import uuid

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from chat import frames
from chat.frames import BadFrame, clean_body


def refusal(work, *args, **kwargs):
    """(code, field) of what it raises."""
    with pytest.raises(BadFrame) as refused:
        work(*args, **kwargs)
    return refused.value.code, refused.value.field


NOT_AN_OBJECT = {
    "nothing": "",
    "blank": "  \n",
    "words": "hello",
    "half": '{"type": "hello"',
    "array": '[{"type": "hello"}]',
    "number": "7",
    "string": '"hello"',
    "null": "null",
    "true": "true",
    "NaN": '{"type": "sync", "after": NaN}',
    "Infinity": '{"after": Infinity}',
    "minus Infinity": '{"after": -Infinity}',
    "two objects": '{"type": "hello"}{"type": "hello"}',
    "single quotes": "{'type': 'hello'}",
    "trailing comma": '{"type": "hello",}',
    "comment": '{"type": "hello"} // hi',
    "byte order mark": '\ufeff{"type": "hello"}',
    "raw control character": '{"type": "hel\x00lo"}',
    "deep list": "[" * 60_000,
    "deep object": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "number of 5,000 digits": '{"after": ' + "9" * 5_000 + "}",
}


@pytest.mark.parametrize("text", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
def test_what_is_not_one_json_object_is_no_frame(text):
    assert refusal(frames.parse, text) == ("bad_json", None)


def test_the_last_of_two_equal_keys_counts_as_in_a_browser():
    assert frames.parse('{"type": "send", "type": "sync"}') == {"type": "sync"}


@given(st.text())
def test_no_text_breaks_the_reader(text):
    try:
        assert isinstance(frames.parse(text), dict)
    except BadFrame as error:
        assert error.code == "bad_json"


# --- fields -------------------------------------------------------------------------------------

ID = "0190aa6e-5c3b-7a2e-9d41-0123456789ab"
BAD_IDS = {
    "missing": None,
    "empty": "",
    "upper case": ID.upper(),
    "braces": "{" + ID + "}",
    "urn": "urn:uuid:" + ID,
    "no hyphens": ID.replace("-", ""),
    "blank around": f" {ID} ",
    "new line after": ID + "\n",
    "too long": ID + "0",
    "other digits": ID.replace("0", "٠"),
    "number": 7,
    "list": [ID],
    "object": {"id": ID},
    "true": True,
}


@pytest.mark.parametrize("value", BAD_IDS.values(), ids=BAD_IDS)
def test_an_id_is_a_lower_case_uuid_with_hyphens(value):
    assert refusal(frames.read_uuid, {"id": value}) == ("bad_frame", "id")
    assert frames.sender_id({"id": value}) is None


def test_a_good_id_is_read_and_told_back():
    assert frames.read_uuid({"id": ID}) == uuid.UUID(ID)
    assert frames.sender_id({"id": ID}) == ID


@pytest.mark.parametrize("value", [None, -1, 2**53 + 1, 10**30, 1.0, 1e999, "1", True, [1], {}])
def test_a_number_is_a_whole_one_that_browsers_can_count_to(value):
    assert refusal(frames.read_int, {"seq": value}, "seq") == ("bad_frame", "seq")


def test_numbers_have_a_least_and_may_be_optional():
    assert frames.read_int({"seq": 0}, "seq") == 0
    assert frames.read_int({"seq": 2**53}, "seq", least=1) == 2**53
    assert refusal(frames.read_int, {"seq": 0}, "seq", least=1) == ("bad_frame", "seq")
    assert frames.read_int({}, "after", optional=True) is None
    assert refusal(frames.read_int, {"after": "x"}, "after", optional=True)[0] == "bad_frame"


@pytest.mark.parametrize("value", [None, 0, 1, "true", "", [], {}])
def test_on_is_true_or_false_and_nothing_like_it(value):
    assert refusal(frames.read_bool, {"on": value}, "on") == ("bad_frame", "on")


@pytest.mark.parametrize("value", ["x" * 11, 7, ["x"], {"x": 1}, True])
def test_a_short_text_that_is_none_is_refused(value):
    assert refusal(frames.read_text, {"title": value}, "title", most=10) == ("bad_frame", "title")


def test_a_short_text_loses_what_nobody_should_see():
    frame = {"title": "a\x00b\u202ec\ud800d\te"}
    assert frames.read_text(frame, "title", most=10) == "abcd\te"


# --- bodies -------------------------------------------------------------------------------------

NOTHING_TO_READ = {
    "empty": "",
    "blank": " \t\n ",
    "no-break space": "\u00a0\u2003\u3000",
    "line separators": "\u2028\u2029",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "direction marks": "\u200e\u200f\u061c",
    "isolates": "\u2066\u2069",
    "soft hyphen": "\u00ad",
    "fillers": "\u3164\u115f\u1160\uffa0\u2800",
    "variation selectors": "\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "marks without a letter": "\u0301\u0302",
}


@pytest.mark.parametrize("text", NOTHING_TO_READ.values(), ids=NOTHING_TO_READ)
def test_what_nobody_can_see_is_empty(text):
    assert refusal(clean_body, text) == ("empty", None)


NOT_ALLOWED = ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9b", *"\u202a\u202b\u202c\u202d\u202e"]


@pytest.mark.parametrize("character", [*NOT_ALLOWED, "\ud800", "\udc00", "\udfff"], ids=ascii)
def test_controls_overrides_and_half_characters_are_refused(character):
    assert refusal(clean_body, f"Hello{character}world") == ("bad_text", None)


@pytest.mark.parametrize(
    "text",
    [
        "Hi",
        "a\nb",
        "a\tb",
        "שלום",
        "مرحبا",
        "你好",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "a\u2066b\u2069",
        "'); --",
        "<b>",
    ],
)
def test_what_people_write_stays_as_it_is(text):
    assert clean_body(text) == text


def test_line_ends_become_new_lines_and_the_rim_is_cut():
    assert clean_body("\r\n  a\r\nb\rc \n") == "a\nb\nc"


def test_a_body_has_at_most_8000_characters():
    assert len(clean_body("x" * 8_000)) == 8_000
    assert len(clean_body("😀" * 8_000)) == 8_000
    assert refusal(clean_body, "x" * 8_001) == ("too_long", None)
    assert len(clean_body("x" * 8_000 + "\r\n " * 50)) == 8_000


@pytest.mark.parametrize("value", [None, 7, ["Hi"], {"text": "Hi"}, True])
def test_a_body_is_text(value):
    assert refusal(frames.read_body, {"body": value}) == ("bad_frame", "body")


@examples(max_examples=300)
@given(st.text())
def test_a_clean_body_is_clean_and_stays_the_same(text):
    try:
        clean = clean_body(text)
    except BadFrame as error:
        assert error.code in {"empty", "bad_text", "too_long"}
    else:
        assert clean_body(clean) == clean
        assert clean.encode().decode() == clean
        assert json.loads(json.dumps(clean)) == clean


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(frames.MESSAGES))
def test_an_error_says_its_code_and_what_it_means(code):
    told = frames.error_frame(code, id=None, field="body")
    assert set(told) == {"type", "code", "message", "retry", "field"}
    assert told["retry"] is (code in {"slow_down", "proof_needed", "unavailable", "internal"})
    assert told["message"].endswith(".")


def test_every_code_is_on_the_protocol_page():
    page = (settings.BASE_DIR / "docs" / "protocol.md").read_text()
    assert [code for code in frames.MESSAGES if f"`{code}`" not in page] == []
