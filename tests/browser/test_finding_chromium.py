"""A run without a browser must fail, not pass by skipping."""

from collections.abc import Iterator

import pytest

from tests.browser import chromium


@pytest.fixture(autouse=True)
def found_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    chromium.executable.cache_clear()
    chromium.shell.cache_clear()


def test_the_one_that_is_named_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/true")
    assert chromium.executable() == "/bin/true"


def test_a_named_one_that_does_not_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(chromium.NoChromium, match="does not run"):
        chromium.executable()


def test_where_nothing_works_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_runs", lambda path: False)
    monkeypatch.setattr(chromium, "_run", lambda *argv: None)
    with pytest.raises(chromium.NoChromium, match="could be installed"):
        chromium.executable()


def test_without_a_shell_the_whole_one_runs_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM_SHELL", raising=False)
    monkeypatch.setenv("CHROMIUM", "/bin/true")
    monkeypatch.setattr(chromium, "SHELLS", ("no-such-shell",))
    assert chromium.shell() == "/bin/true"
