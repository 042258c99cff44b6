"""Runs tests/js: the browser modules that need no browser, in Node's own test runner."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "js"


def test_the_browser_modules():
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    files = [str(path) for path in sorted(TESTS.glob("*.test.mjs"))]
    argv = [node, "--import", str(TESTS / "modules.mjs"), "--test", *files]
    run = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(files) > 5
