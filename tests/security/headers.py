"""What every answer has to carry, asserted by whoever walks addresses."""

from typing import Any

ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer", "strict-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin", "cross-origin"},
}
LOOSE = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "blob:"}


def policy_of(answer: Any) -> dict[str, set[str]]:
    """The Content-Security-Policy by directive."""
    parts = answer.headers.get("Content-Security-Policy", "").split(";")
    named = [part.split() for part in parts if part.strip()]
    return {name: set(values) for name, *values in named}


def what_is_missing(answer: Any) -> list[str]:
    """Headers that this answer lacks or has too loose."""
    wrong = [name for name, good in ALWAYS.items() if answer.headers.get(name) not in good]
    policy = policy_of(answer)
    if policy.get("default-src") != {"'none'"}:
        wrong.append("Content-Security-Policy")
    runs_scripts = "script-src" in policy  # a mail that is shown has styles inside and runs nothing
    if runs_scripts and (policy["script-src"] & LOOSE or "'unsafe-inline'" in policy["style-src"]):
        wrong.append("script-src")
    if "geolocation=()" not in answer.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if runs_scripts and policy.get("require-trusted-types-for") != {"'script'"}:
        wrong.append("Trusted Types")
    if is_page and "frame-ancestors" not in policy:
        wrong.append("frame-ancestors")
    return wrong
