"""Machines with addresses of their own: network namespaces on one bridge, or loopback addresses."""

import subprocess
from pathlib import Path
from typing import Protocol

BRIDGE = "cluster0"
NETNS = Path("/run/netns")


class Network(Protocol):
    kind: str
    can_cut: bool

    def address(self, number: int) -> str: ...

    def add(self, machine: str, number: int) -> None: ...

    def inside(self, machine: str) -> list[str]:
        """What stands before the command of a program that runs on this machine."""

    def cut(self, machine: str) -> None:
        """The cable is pulled: packets vanish, and nobody is told."""

    def mend(self, machine: str) -> None: ...


class Loopback:
    """All of 127.0.0.0/8 is this machine's on Linux: every part has an address of its own, and no
    wall around it."""

    kind = "loopback addresses"
    can_cut = False

    def address(self, number: int) -> str:
        return f"127.84.0.{number}"

    def add(self, machine: str, number: int) -> None:
        pass

    def inside(self, machine: str) -> list[str]:
        return []

    def cut(self, machine: str) -> None:
        raise NotImplementedError("nobody pulls a cable that is not there")

    mend = cut


class Namespaces:
    """Call inside an enclosure: nothing is tidied up here. Who runs this is at number 1."""

    kind = "network namespaces"
    can_cut = True

    def __init__(self) -> None:
        NETNS.mkdir(parents=True, exist_ok=True)
        _run("mount", "-t", "tmpfs", "tmpfs", str(NETNS))
        _ip("link", "set", "lo", "up")
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{self.address(1)}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")

    def address(self, number: int) -> str:
        return f"10.84.0.{number}"

    def add(self, machine: str, number: int) -> None:
        _ip("netns", "add", machine)
        cable = ["type", "veth", "peer", "name", "eth0", "netns", machine]
        _ip("link", "add", _cable(machine), *cable)
        _ip("link", "set", _cable(machine), "master", BRIDGE, "up")
        _ip("-n", machine, "addr", "add", f"{self.address(number)}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", machine, "link", "set", device, "up")

    def inside(self, machine: str) -> list[str]:
        return ["ip", "netns", "exec", machine]

    def cut(self, machine: str) -> None:
        _ip("link", "set", _cable(machine), "down")

    def mend(self, machine: str) -> None:
        _ip("link", "set", _cable(machine), "up")


def _cable(machine: str) -> str:
    return f"to-{machine}"


def _ip(*arguments: str) -> None:
    _run("ip", *arguments)


def _run(*argv: str) -> None:
    """Raises OSError with what it said."""
    answer = subprocess.run(argv, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise OSError(f"{' '.join(argv)}: {answer.stderr.strip()}")
