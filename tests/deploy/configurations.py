"""Each configuration, judged by the program it is for."""

import shutil
import subprocess
from pathlib import Path

from helpdesk.services.process import ROOT

from .tools import NotHere, Wrong, approve, program

DEPLOY = ROOT / "deploy"
INSTALLED = "/opt/helpdesk"  # where the systemd units look
MOST_EXPOSED = 20  # tenths: systemd calls below 2.0 "OK", without any hardening it is 9.6
COMPOSE_PASSWORDS = "SECRET_KEY SUPERUSER_PASSWORD OWNER_PASSWORD SERVING_PASSWORD BACKUP_PASSWORD"


def haproxy(scratch: Path) -> str:
    """Plain, with TLS of its own, and with TLS in front."""
    named = {"PUBLIC_HOST": "chat.example.com", "WEB1": "127.0.0.1:1", "WEB2": "127.0.0.1:2"}
    both = scratch / "both.pem"
    certificate(scratch)
    both.write_text((scratch / "fullchain.pem").read_text() + (scratch / "privkey.pem").read_text())
    ways = [
        {},
        {"TLS_CERTIFICATES": str(both), "METRICS_BIND": "127.0.0.1:1"},
        {"TLS_IN_FRONT": "y"},
    ]
    for way in ways:
        said = approve(
            [program("haproxy"), "-c", "-f", str(DEPLOY / "haproxy.cfg")], env=named | way
        )
        if "[WARNING]" in said:
            raise Wrong(said)
    return f"valid in {len(ways)} ways, no warning"


def nginx(scratch: Path) -> str:
    certificate(scratch)
    text = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/helpdesk", str(scratch))
    for place in ("/var/log/nginx", "/run"):
        text = text.replace(f"{place}/", f"{scratch}/")
    (scratch / "nginx.conf").write_text(text)
    said = approve([program("nginx"), "-t", "-p", str(scratch), "-c", str(scratch / "nginx.conf")])
    if "[warn]" in said:
        raise Wrong(said)
    return "valid"


def systemd(scratch: Path) -> str:
    """As if it were installed, with our own Python; and how exposed each service is."""
    analyze = program("systemd-analyze", "systemd")
    units = scratch / "units"
    units.mkdir()
    for unit in (DEPLOY / "systemd").iterdir():
        name = unit.name.replace("@.", "@8000.")
        (units / name).write_text(unit.read_text().replace(INSTALLED, str(ROOT)))
    names = sorted(str(unit) for unit in units.iterdir())
    said = approve([analyze, "verify", "--man=no", *names])
    if said.strip():
        raise Wrong(said)
    services = [name for name in names if name.endswith(".service")]
    for name in services:
        approve(
            [analyze, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", name],
            cwd=units,
        )
    return f"{len(names)} units verified, {len(services)} services exposed 2.0 of 10 at most"


def compose(scratch: Path) -> str:
    lines = (DEPLOY / "example.env").read_text().splitlines()
    filled = [f"{line}filled-in" if line.endswith("=") else line for line in lines]
    (scratch / "env").write_text("\n".join(filled))
    tool = _compose()
    files = ["--env-file", str(scratch / "env"), "-f", str(DEPLOY / "compose.yaml")]
    services = approve([*tool, *files, "config", "--services"]).split()
    return f"valid, {len(services)} services"


def _compose() -> list[str]:
    """The plugin of today where it is, or the program of before."""
    if docker := shutil.which("docker"):
        plugin = subprocess.run([docker, "compose", "version"], capture_output=True, check=False)
        if plugin.returncode == 0:
            return [docker, "compose"]
    return [program("docker-compose")]


def shell(scratch: Path) -> str:
    scripts = [DEPLOY / "pgbouncer" / "start.sh", DEPLOY / "postgres" / "roles.sh"]
    for script in scripts:
        approve([program("dash"), "-n", str(script)])
    return f"{len(scripts)} scripts parse"


def certificate(into: Path) -> None:
    """For chat.example.com, for a day."""
    if (into / "fullchain.pem").exists():
        return
    if not shutil.which("openssl"):
        raise NotHere("no openssl")
    names = ["-keyout", str(into / "privkey.pem"), "-out", str(into / "fullchain.pem")]
    subject = ["-days", "1", "-subj", "/CN=chat.example.com"]
    key = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    approve([program("openssl"), "req", *key, *names, *subject])
