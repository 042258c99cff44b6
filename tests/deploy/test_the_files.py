"""What has to be so in deploy/, whichever tool reads it: `make deploy-check` asks the tools."""

import re

import pytest
import yaml

from tests.deploy import image
from tests.deploy.configurations import DEPLOY, ROOT

HEARTBEAT_S, LARGEST_FILE = 20, 10 * 1024 * 1024
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["web1", "web2", "worker", "beat", "migrate", "backup", "pgbouncer", "proxy", "redis"]
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


@pytest.mark.parametrize("name", OURS)
def test_a_container_has_no_rights_and_writes_nowhere(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_says_whether_it_lives(name):
    """By its image's own check where compose.yaml names none."""
    service = SERVICES[name]
    has_own = {"web1", "web2", "pgbouncer"}

    assert "healthcheck" in service or name in has_own
    assert all(
        "HEALTHCHECK" in words for words in (_words_of("pgbouncer"), dict(image.last_stage()))
    )


def _words_of(stage: str) -> set[str]:
    found, inside = set(), False
    for word, rest in image.instructions():
        inside = rest.endswith(f"AS {stage}") if word == "FROM" else inside
        found |= {word} if inside else set()
    return found


def test_the_image_runs_as_nobody_and_installs_the_lock_alone():
    assert dict(image.last_stage())["USER"] == "10001:10001"
    installs = [rest for word, rest in image.instructions() if word == "RUN" and "pip" in rest]
    assert installs and all("--require-hashes" in rest for rest in installs)
    assert all((ROOT / name).exists() for name in image.copied())
    assert not any(word == "ADD" for word, _ in image.instructions())


def test_the_image_gets_to_see_what_it_copies_and_nothing_else():
    allowed = {
        line[1:]
        for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert allowed == set(image.copied())


def test_no_secret_is_written_down_and_each_that_is_asked_for_is_named():
    text = (DEPLOY / "compose.yaml").read_text()
    example = (DEPLOY / "example.env").read_text()

    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert asked <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    secrets = [line for line in example.splitlines() if re.match(r"SECRET_KEY|\w+_PASSWORD", line)]
    assert len(secrets) == 6 and all(line.endswith("=") for line in secrets)
    assert not re.search(r"PASSWORD: (?!\$)|//\w+:(?!\$)\w+@", text)


def test_the_serving_role_goes_through_the_pooler_and_the_others_past_it():
    web, migrate = SERVICES["web1"]["environment"], SERVICES["migrate"]["environment"]

    assert "@pgbouncer:" in web["DATABASE_URL"] and web["DATABASE_POOLER"] == "transaction"
    assert "@postgres:" in migrate["DATABASE_OWNER_URL"]
    assert "DATABASE_OWNER_URL" not in web and "DATABASE_BACKUP_URL" not in web
    assert "[" not in _statements(DEPLOY / "pgbouncer/pool.ini", ";")  # it would undo the rest
    assert "pool_mode = transaction" in _statements(DEPLOY / "pgbouncer/pool.ini", ";")


def _statements(path, comment: str) -> str:
    return "\n".join(
        line for line in path.read_text().splitlines() if not line.strip().startswith(comment)
    )


def test_proxies_outlast_a_heartbeat_and_let_every_file_through():
    haproxy = _statements(DEPLOY / "haproxy.cfg", "#")
    nginx = _statements(DEPLOY / "nginx.conf", "#")

    assert int(re.search(r"timeout tunnel (\d+)s", haproxy)[1]) > 2 * HEARTBEAT_S
    assert int(re.search(r"proxy_read_timeout +(\d+)s", nginx)[1]) > 2 * HEARTBEAT_S
    assert int(re.search(r"content-length\) gt (\d+)", haproxy)[1]) > LARGEST_FILE
    assert int(re.search(r"client_max_body_size (\d+)m", nginx)[1]) * 2**20 > LARGEST_FILE


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID"])
def test_proxies_write_anew_what_a_client_says_of_itself(header):
    assert re.search(rf"set-header {header} ", _statements(DEPLOY / "haproxy.cfg", "#"))
    assert re.search(rf"proxy_set_header {header} +\$", _statements(DEPLOY / "nginx.conf", "#"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_may_do_nothing_but_its_work(unit):
    said = dict(line.split("=", 1) for line in _statements(unit, "#").splitlines() if "=" in line)

    assert said["User"] == "helpdesk" and said["ProtectSystem"] == "strict"
    assert said["NoNewPrivileges"] == "yes" and said["CapabilityBoundingSet"] == ""


def test_a_web_process_has_time_to_leave():
    drain = int(SERVICES["web1"]["environment"]["DRAIN_SECONDS"])
    unit = (DEPLOY / "systemd/helpdesk-web@.service").read_text()

    assert int(SERVICES["web1"]["stop_grace_period"].rstrip("s")) >= 2 * drain
    assert int(re.search(r"DRAIN_SECONDS=(\d+)", unit)[1]) == drain
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) >= 2 * drain
