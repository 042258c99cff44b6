"""The catalogues in locale/: found texts go in, compiled files come out. For developers and tests;
nothing of this is needed to serve, and GNU gettext is not needed at all."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

FOLDERS = ("chat", "feedback", "helpdesk", "templates", "tenants")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # or each minute would compile another file
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def translated_languages() -> list[str]:
    """All of ours but the one the texts are written in."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def extract() -> Catalog:
    """Every text of Python files and templates, without where exactly it stands."""
    found = Catalog(charset="utf-8")
    for path in _sources():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for context, message, comments in _texts(path):
            found.add(message, locations=[(name, 0)], context=context, auto_comments=comments)
    return found


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            is_text = path.suffix in (".html", ".txt") or path.suffix == ".py"
            if is_text and not {"migrations", "static"} & set(path.parts):
                yield path


def _texts(path: Path) -> Iterator[tuple[str | None, str | tuple[str, str], list[str]]]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        templated = templatize(source, origin=str(path))
        source = "\n".join(line.lstrip() for line in templated.splitlines())
    lines = BytesIO(source.encode())
    for _, function, said, comments in extract_python(lines, KEYWORDS, ["Translators:"], {}):
        if text := _text(KEYWORDS[function], said):
            yield *text, comments


def _text(spec: tuple | None, said: object) -> tuple[str | None, str | tuple[str, str]] | None:
    """(context, text or its singular and plural); None when it is no literal."""
    parts = list(said) if isinstance(said, tuple | list) else [said]
    context = parts.pop(0) if spec and isinstance(spec[0], tuple) else None
    count = len([each for each in spec or (1,) if not isinstance(each, tuple)])
    texts = parts[:count]
    if not all(texts):
        return None
    return context, tuple(texts) if count == 2 else texts[0]


def path_of(language: str, suffix: str = ".po") -> Path:
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / f"django{suffix}"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(language, charset="utf-8", fuzzy=False, header_comment="")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refreshed(language: str, found: Catalog) -> Catalog:
    """As it is now, with what was found: new texts are empty, gone ones are dropped."""
    catalogue = read(language)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Sorted by text, so that a change of one text is a change of one place; the header has no
    dates, which would change with every run."""
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    locale = catalogue.locale
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """What is read at run time, made from what `as_po` wrote."""
    out = BytesIO()
    read = read_po(BytesIO(as_po(catalogue)), locale=str(catalogue.locale))
    read.creation_date = NO_DATE
    write_mo(out, read)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts without a translation, with a missing plural form, or only guessed."""
    rows = [message for message in catalogue if message.id]
    return [_first(row.id) for row in rows if row.fuzzy or not _is_whole(row.string)]


def mismatched(catalogue: Catalog) -> list[str]:
    """Texts whose translation has other placeholders than the text itself."""
    return [_first(row.id) for row in catalogue if row.id and not _has_the_same(row)]


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _is_whole(text: str | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


def _has_the_same(row: object) -> bool:
    """Forms for exactly one or two may say the number as a word."""
    if isinstance(row.id, str):
        return not row.string or _placeholders(row.id) == _placeholders(row.string)
    wanted = _placeholders(row.id[1])
    forms = [_placeholders(form) for form in row.string if form]
    return all(set(form) <= set(wanted) for form in forms) and (not forms or wanted in forms)


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
