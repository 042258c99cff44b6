"""Alarms and board, judged by promtool. It is taken out of Debian's package of Prometheus: nothing
is installed and no server starts."""

import json
import shutil
import subprocess
from pathlib import Path

import yaml

from helpdesk.services.process import ROOT

from .tools import PATHS, NotHere, approve

PROMETHEUS = ROOT / "deploy" / "prometheus"
BOARD = ROOT / "deploy" / "grafana" / "helpdesk.json"


def prometheus(scratch: Path) -> str:
    tool = _promtool(scratch)
    approve([tool, "check", "rules", "alerts.yml"], cwd=PROMETHEUS)
    approve([tool, "test", "rules", "alerts_test.yml"], cwd=PROMETHEUS)
    approve([tool, "check", "config", "--syntax-only", "prometheus.yml"], cwd=PROMETHEUS)
    questions = _questions_of_the_board()
    asked = scratch / "board.yml"
    asked.write_text(yaml.safe_dump({"groups": [{"name": "board", "rules": questions}]}))
    approve([tool, "check", "rules", str(asked)])
    return f"promtool: alarms, their tests, the configuration, {len(questions)} questions"


def _questions_of_the_board() -> list[dict[str, str]]:
    """As rules, so that each is read as Prometheus reads it."""
    panels = json.loads(BOARD.read_text())["panels"]
    texts = [target["expr"] for panel in panels for target in panel.get("targets", ())]
    return [
        {"record": f"board:{number}", "expr": text.replace("$__rate_interval", "1m")}
        for number, text in enumerate(texts)
    ]


def _promtool(scratch: Path) -> str:
    if found := shutil.which("promtool", path=PATHS):
        return found
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise NotHere("no promtool: it comes with Prometheus")
    for command in (["apt-get", "update", "-q"], ["apt-get", "download", "-q", "prometheus"]):
        subprocess.run(command, cwd=scratch, capture_output=True, timeout=300, check=False)
    package = next(scratch.glob("prometheus_*.deb"), None)
    if package is None:
        raise NotHere("no promtool, and Debian's package of Prometheus cannot be fetched")
    approve(["dpkg-deb", "-x", str(package), str(scratch / "prometheus")])
    return str(scratch / "prometheus" / "usr" / "bin" / "promtool")
