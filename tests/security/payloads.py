"""What people write who mean no good: one corpus for every field, page, frame, file and table."""

from html.parser import HTMLParser
from typing import Any

MARK = "x9"
# Ends an attribute and a tag, then a script; a formula, if it comes first in a cell; a template.
POLYGLOT = f"=\"'><{MARK} {MARK}=1>--></script></textarea></title>{{{{91*91}}}}${{91*91}}"
RENDERED = "8281"  # what no template of any language may have made of it

SCRIPTS = [
    POLYGLOT,
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f"\"><a href='javascript:{MARK}()'>",
    f"' {MARK}='1",
    f"javascript:{MARK}()",
    f"data:text/html,<{MARK}>",
    f"</script><{MARK}>",
    f"<!--<script><{MARK}>",
    f"&lt;{MARK}&gt;<{MARK}>",
    f"\u202e<{MARK}>",
    f"<math><mtext><{MARK}>",
    f"[x](javascript:{MARK}())",
]
TEMPLATES = ["{{91*91}}", "{% now 'Y' %}", "${91*91}", "<%= 91*91 %>", "#{91*91}", "{{ settings }}"]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "=cmd|'/c x'!A1"]
ADDRESSES_AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
    "\x00https://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example\\@testserver/",
    "/%2f/../..//evil.example",
    "data:text/html,x",
]
NOT_A_TOKEN: list[Any] = [None, "", " ", "\x00", [], ["x"], {}, {"$ne": ""}, 0, True, "0" * 32, "é"]


class _Finder(HTMLParser):
    """Tags and attributes of ours, and what would run, in a page that should have none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [tag, *(name for name, _ in attrs)]
        if any(name.startswith((MARK, "on")) for name in names):
            self.found.append(self.get_starttag_text() or tag)
        links = [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if any(link.strip().lower().startswith(("javascript:", "data:text")) for link in links):
            self.found.append(self.get_starttag_text() or tag)


def what_would_run(page: str) -> list[str]:
    """Tags of a page that came out of a payload, or that run something where they stand."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder.found


ADDRESSES_INSIDE = [
    "http://answers.example/",
    "ftp://answers.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_",
    "javascript:alert(1)",
    "https://127.0.0.1/",
    "https://0.0.0.0/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://10.0.0.8/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.100.100.200/",
    "https://169.254.169.254/latest/meta-data/",
    "https://168.63.129.16/",
    "https://[::1]/",
    "https://[::]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[2002:7f00:1::]/",
    "https://localhost/",
    "https://a.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
    "https://user:pass@answers.example/",
    "https://answers.example@10.0.0.1/",
    "https://answers.example\\@10.0.0.1/",
    "https://answers.example:99999/",
    "https:///nowhere",
    "https://10.0.0.1./",
]
ODD_FILTERS = [
    "'", "1'; DROP TABLE chat_entry; --", "1 OR 1=1", "\x00", "-1", "1e9", "9" * 40, "[]", "{}",
    "true", "null", "%", "\\", "__", "tenant__slug", "a" * 3000, "\ud800", "2026-13-45",
]  # fmt: skip
