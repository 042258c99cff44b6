"""Files as programs write them: letters, marks, delimiters, quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.data.imports.encoding import Survey, lines_of
from feedback.data.imports.problem import Problem
from feedback.data.imports.table import delimiter_of, records_of
from helpdesk.files import RISKY, safe, unsafe

TEXT = "shortcut;body\ngruss;Grüße aus Köln – wir öffnen um 9 €\nzwei;Straße\n"
WRITTEN = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("cp1252", "cp1252"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
]


def encoding_of(content: bytes, piece: int = 7) -> str:
    survey = Survey()
    for start in range(0, len(content), piece):
        survey.feed(content[start : start + piece])
    survey.feed(b"", final=True)
    return survey.encoding()


def read(content: bytes, encoding: str, piece: int = 5) -> list:
    pieces = [content[i : i + piece] for i in range(0, len(content), piece)]
    lines = list(lines_of(pieces, encoding))
    return list(records_of(lines, delimiter_of(lines)))


@pytest.mark.parametrize(("written", "told"), WRITTEN)
def test_the_encoding_is_told_and_read(written: str, told: str) -> None:
    content = TEXT.encode(written)
    assert encoding_of(content) == told
    assert [record.cells for record in read(content, told)] == [
        ["shortcut", "body"],
        ["gruss", "Grüße aus Köln – wir öffnen um 9 €"],
        ["zwei", "Straße"],
    ]


REFUSED = [
    (b"", "empty", None),
    (b"PK\x03\x04rest of a workbook", "no_text", None),
    ("a,b\né,1\n".encode() + b"\xe9,2\n", "broken_utf8", 3),
    (b"\xef\xbb\xbfa,b\n1,\xe9\n", "broken_utf8", 2),
    (b"a,b\n\x00\x01\x02,\x00\n", "no_text", None),
]


@pytest.mark.parametrize(("content", "code", "line"), REFUSED)
def test_what_cannot_be_read_says_why_and_where(
    content: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(Problem) as problem:
        encoding_of(content)
    assert (problem.value.code, problem.value.line) == (code, line)


def test_a_letter_that_does_not_fit_names_its_line() -> None:
    with pytest.raises(Problem) as problem:
        list(lines_of([b"one\ntwo\n", b"th\x81ree\n"], "cp1252"))
    assert (problem.value.code, problem.value.line) == ("not_encoded", 3)


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_told(delimiter: str) -> None:
    rows = [["shortcut", "body"], ["a", "one, two; three | four"], ["b", 'say "hi"\nagain']]
    text = "\n".join(
        delimiter.join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows
    )
    records = read(text.encode(), "utf-8")
    assert [record.cells for record in records] == rows
    assert [record.line for record in records] == [1, 2, 3]


@pytest.mark.parametrize("text", ['a,b\n"1,2\n3,4\n', 'a,b\n"1"x,2\n'])
def test_quotation_marks_that_do_not_match_name_their_line(text: str) -> None:
    with pytest.raises(Problem) as problem:
        list(records_of(text.splitlines(keepends=True), ","))
    assert (problem.value.code, problem.value.line) == ("quotes", 2)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="'=+-@\t\r\n a1ü", max_size=8))
def test_no_cell_begins_a_formula_and_each_comes_back(text: str) -> None:
    assert not safe(text).lstrip(" ").startswith(RISKY)
    assert unsafe(safe(text)) == text
