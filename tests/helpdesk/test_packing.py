"""Modules packed into one file do what they did apart."""

import json
import subprocess
from graphlib import CycleError
from pathlib import Path

import pytest
from django.conf import settings

from helpdesk.packing import CannotPackError, pack

OWN_NODE = Path(settings.BASE_DIR) / ".venv" / "bin" / "node"

COUNTER = """/** One. */
const START = 1;
export function next(n = START) { return n + 1; }
export class Counter {
  n = next();
}
"""
PAGE = """import {
  Counter,
  next,
} from "x/counter.js";
import { other } from "y/other.js";

const START = 40;
export const total = next(START) + new Counter().n;
export async function later() {
  return import("y/lazy.js");
}
"""


def run(module: str) -> str:
    node = str(OWN_NODE) if OWN_NODE.exists() else "node"
    return subprocess.run(
        [node, "--input-type=module", "-e", module], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_each_module_keeps_its_own_names():
    packed = pack(
        "x",
        {
            "page.js": PAGE.replace('import { other } from "y/other.js";\n', ""),
            "counter.js": COUNTER,
        },
    )
    assert run(packed + "console.log(total, typeof next, typeof later);") == "43 function function"


def test_a_module_may_wait_for_something():
    text = "const got = await Promise.resolve(2);\nexport const twice = got * 2;\n"
    assert run(pack("x", {"a.js": text}) + "console.log(twice);") == "4"


def test_what_comes_from_elsewhere_is_imported_once():
    packed = pack(
        "x", {"page.js": PAGE, "counter.js": 'import { other } from "y/other.js";\n' + COUNTER}
    )
    assert packed.count('import { other } from "y/other.js";') == 1
    assert packed.startswith("import {")
    assert 'import("y/lazy.js")' in packed


@pytest.mark.parametrize(
    "text",
    [
        'import * as all from "y/other.js";\n',
        'import { a as b } from "y/other.js";\n',
        'import one from "y/other.js";\n',
        "export default 1;\n",
        "export let n = 1;\n",
        'export { a } from "y/other.js";\n',
    ],
)
def test_what_it_does_not_understand_is_refused(text):
    with pytest.raises(CannotPackError):
        pack("x", {"page.js": text})


def test_one_name_exported_twice_and_circles_are_refused():
    with pytest.raises(CannotPackError, match="next is exported by"):
        pack("x", {"a.js": "export const next = 1;\n", "b.js": "export const next = 2;\n"})
    with pytest.raises(CycleError):
        pack(
            "x", {"a.js": 'import { b } from "x/b.js";\n', "b.js": 'import { a } from "x/a.js";\n'}
        )


def test_text_that_only_looks_like_code_stays(tmp_path):
    text = 'export const said = `a\n import { b } from "c";`;\n'
    assert json.loads(run(pack("x", {"a.js": text}) + "console.log(JSON.stringify(said));")) == (
        'a\n import { b } from "c";'
    )
