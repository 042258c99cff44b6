"""Template tags that bring ES modules, and the words they show, into a page. No build step."""

import json
from collections.abc import Collection
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe

from chat.wording import bubble_strings as bubble_words
from helpdesk import packing

register = template.Library()


class ImportMap(template.Node):
    """`<script type="importmap">` with the served address of every module in some folders."""

    def __init__(self, folders: dict[str, str]) -> None:
        self.folders = folders

    def render(self, context: template.Context) -> SafeString:
        context["module_folders"] = page = frozenset(self.folders.values())
        imports = {
            f"{prefix}/{name}": address(folder, name, page)
            for prefix, folder in self.folders.items()
            for name in module_names(folder)
        }
        text = json.dumps({"imports": imports}).replace("<", "\\u003c")
        nonce = context["request"].csp_nonce
        return format_html(
            '<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(text)
        )


@register.tag
def import_map(parser: template.base.Parser, token: template.base.Token) -> ImportMap:
    """`{% import_map "chat/shared" as "shared" "chat/widget" as "widget" %}`: folders below static.

    Put it before every module script. Modules then say `import { Log } from "shared/log.js"`, which
    keeps working when the file names carry a hash.
    """
    words = [word.strip("\"'") for word in token.split_contents()[1:]]
    if not words or len(words) % 3 or any(word != "as" for word in words[1::3]):
        raise template.TemplateSyntaxError(
            'import_map wants: "folder" as "prefix", any number of times'
        )
    return ImportMap(dict(zip(words[2::3], words[::3], strict=True)))


@register.simple_tag(takes_context=True)
def preload_modules(context: template.Context, *folders: str) -> SafeString:
    """`<link rel="modulepreload">` for every module in these folders, so that they load at once
    rather than one import after the other. Behind the import map, as it says what is one file."""
    page = context["module_folders"]
    addresses = dict.fromkeys(
        address(folder, name, page) for folder in folders for name in module_names(folder)
    )
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', ((a,) for a in addresses))


@register.simple_tag
def styles(name: str) -> SafeString:
    """The stylesheets of one page (helpdesk.packing.STYLES): from the sources, or as one file."""
    names = packing.STYLES[name] if settings.SERVES_SOURCES else (name,)
    links = ((static(link),) for link in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag(takes_context=True)
def start_module(context: template.Context, folder: str, name: str) -> SafeString:
    """The `<script>` that starts a page: one module, with all it imports."""
    source = address(folder, name, context["module_folders"])
    return format_html('<script type="module" src="{}"></script>', source)


@register.simple_tag
def bubble_strings(side: str = "visitor") -> SafeString:
    """The words of the message renderer, as the JSON block it looks for."""
    return json_script(bubble_words(side or "visitor"), "bubble-strings")


def address(folder: str, name: str, page: Collection[str]) -> str:
    """Where one module is served: by itself from the sources, else with its folder, and with what
    else a page of these folders always has."""
    packs = folder in packing.FOLDERS and not settings.SERVES_SOURCES
    packed = packing.packed_name(packing.pack_of(folder, page))
    return static(packed if packs else f"{folder}/{name}")


def module_names(folder: str) -> list[str]:
    """File names of the modules in one static folder, sorted."""
    directories = finders.find(folder, find_all=True)
    return sorted({path.name for directory in directories for path in Path(directory).glob("*.js")})
