"""Nothing that a person reads is written past the catalogues."""

from pathlib import Path

import pytest

from tests.helpdesk import wording


def named(path: Path) -> str:
    return "/".join(path.parts[-2:])


@pytest.mark.parametrize("path", wording.templates(), ids=named)
def test_templates_say_nothing_outside_of_translations(path: Path) -> None:
    assert wording.bare_texts(path) == []


@pytest.mark.parametrize("path", wording.modules(), ids=named)
def test_forms_messages_and_refusals_are_translatable(path: Path) -> None:
    assert wording.bare_literals(path) == []


def found_in(folder: Path, name: str, text: str) -> list[str]:
    path = folder / name
    path.write_text(text, "utf-8")
    return (wording.bare_literals if name.endswith(".py") else wording.bare_texts)(path)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        '<img alt="A lamp">',
        '<button aria-label="Close">{% translate "×" %}</button>',
        "{% if a %}{% translate 'Yes' %}{% else %}No{% endif %}",
        '{{ name|default:"Nobody" }}',
        '{% field form.name label="Name" %}',
        '{{ count }} {{ count|pluralize:"person,people" }}',
    ],
)
def test_a_text_in_a_template_is_found(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, "page.html", text)


@pytest.mark.parametrize(
    "text",
    [
        '<p class="Muted" id="Here">{% translate "Hello" %} · {{ name }}</p>',
        "{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}{# Why #}",
        '<a href="/Somewhere">Helpdesk</a><script>const Words = "Hello";</script>',
        '{% field form.name label=_("Name") %}',
    ],
)
def test_what_is_translated_or_not_read_is_let_pass(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, "page.html", text) == []


@pytest.mark.parametrize(
    "text",
    [
        'name = CharField(label="Name")',
        'name = CharField(error_messages={"required": "Enter a name."})',
        'messages.success(request, "Saved.")',
        'messages.success(request, f"{name} is saved.")',
        'raise ValidationError("No.")',
        'form.add_error("name", "Enter a name.")',
        'class Way(TextChoices):\n    PHONE = "phone", "Telephone"',
        'kind = ChoiceField(choices=[("", "Any")])',
    ],
)
def test_a_text_in_a_module_is_found(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, "module.py", text)
