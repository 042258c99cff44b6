"""What is served is what was written, less comments."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from helpdesk import collected

NODE = "node"


@pytest.fixture
def served(tmp_path, settings):
    settings.COLLECTED = tmp_path / "static"
    settings.COLLECTED.mkdir()
    assert collected.bring_up_to_date()
    return settings.COLLECTED


def test_it_is_collected_once_for_each_change(served, monkeypatch):
    assert not collected.bring_up_to_date()
    monkeypatch.setattr(collected, "stamp_of_sources", lambda: "changed")
    assert collected.bring_up_to_date()


def test_comments_are_not_served_and_strings_are(served):
    script = (served / "chat" / "shared" / "backoff.js").read_text()
    assert "/**" not in script
    assert "export" in script
    style = (served / "helpdesk" / "tokens.css").read_text()
    assert "--accent:light-dark(" in style


def test_a_part_of_something_is_not_the_thing_itself():
    nested = "@media print { .page :is(nav, form), .page:not(.whole) { display: none } }"
    short = collected.shorten_css(nested)
    assert ".page *:is(nav,form)" in short
    assert ".page:not(.whole)" in short


def test_every_file_is_compressed_and_named_by_its_content(served):
    scripts = [path for path in (served / "chat").rglob("*.js") if path.name.count(".") == 2]
    assert len(scripts) > 40
    assert all(
        path.with_name(path.name + ".br").exists() for path in scripts if path.stat().st_size > 600
    )


def test_every_shortened_module_is_still_one(served):
    modules = sorted((served / "chat").rglob("*.js"))
    program = "import fs from 'fs'; import vm from 'vm';" + "".join(
        f"new vm.SourceTextModule(fs.readFileSync({str(path)!r}, 'utf8'));" for path in modules
    )
    node = Path(settings.BASE_DIR) / ".venv" / "bin" / "node"
    command = [str(node) if node.exists() else NODE, "--experimental-vm-modules"]
    answer = subprocess.run(
        [*command, "--input-type=module", "-e", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-800:]


def test_the_sources_are_where_they_were(served):
    assert finders.find("chat/loader.js")
