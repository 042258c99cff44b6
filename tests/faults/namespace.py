"""A network of its own at the other end of a virtual cable, which is cut by queues that have room
for no packet, in both directions."""

import contextlib
import ctypes
import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from typing import Self

from .connecting import Dial, connected

CLONE_NEWNET = 0x40000000
BLOCKS = ipaddress.ip_network("198.18.0.0/15")  # set aside for tests of networks (RFC 2544)
NO_ROOM = "tbf rate 8bit burst 1 limit 1".split()
TOOLS = ("ip", "tc", "unshare", "nsenter")


class Namespace:
    """A cable with us at one end (`address`) and a network of its own at the other. Nothing of it
    outlives this process: it goes with `close`, or with the process that holds it open."""

    kind = "network namespace, packets dropped"

    def __init__(self) -> None:
        block = 4 * (os.getpid() % (BLOCKS.num_addresses // 4))
        self.address, self._other = (str(BLOCKS[block + n]) for n in (1, 2))
        self._cable = f"cable{os.getpid()}"
        self._is_cut = False
        self._holder = subprocess.Popen(
            ["unshare", "--net", "sleep", "infinity"],
            preexec_fn=_die_with_us,  # noqa: PLW1509 main thread only
        )
        self._path = f"/proc/{self._holder.pid}/ns/net"

    @classmethod
    def make(cls) -> Self | None:
        """None where that is not allowed."""
        if not all(map(shutil.which, TOOLS)):
            return None
        network = cls()
        try:
            network._lay()
        except (subprocess.CalledProcessError, OSError):
            network.close()
            return None
        return network

    def _lay(self) -> None:
        self._await_namespace()
        far, pid = f"{self._cable}f", str(self._holder.pid)
        _call("ip", "link", "add", self._cable, "type", "veth", "peer", "name", far, "netns", pid)
        _call("ip", "address", "add", f"{self.address}/30", "dev", self._cable)
        _call("ip", "link", "set", self._cable, "up")
        self._call_inside("ip", "address", "add", f"{self._other}/30", "dev", far)
        self._call_inside("ip", "link", "set", far, "up")
        self.cut()  # where the kernel cannot, it shows now
        self.mend()

    def _await_namespace(self) -> None:
        give_up = time.monotonic() + 5
        while os.readlink(self._path) == os.readlink("/proc/self/ns/net"):
            if self._holder.poll() is not None or time.monotonic() > give_up:
                raise OSError("no network namespace")
            time.sleep(0.01)

    def _call_inside(self, *command: str) -> None:
        _call("nsenter", f"--net={self._path}", *command)

    def dial(self, port: int) -> Dial:
        return partial(self._connect, port)

    async def _connect(self, port: int) -> socket.socket:
        with self._inside():
            there = socket.socket()
        return await connected(there, (self.address, port))

    def cut(self) -> None:
        self._is_cut = True
        _call("tc", "qdisc", "add", "dev", self._cable, "root", *NO_ROOM)
        self._call_inside("tc", "qdisc", "add", "dev", f"{self._cable}f", "root", *NO_ROOM)

        self._is_cut = True

    def mend(self) -> None:
        if self._is_cut:
            _call("tc", "qdisc", "del", "dev", self._cable, "root")
            self._call_inside("tc", "qdisc", "del", "dev", f"{self._cable}f", "root")
        self._is_cut = False

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        """Sockets that this thread makes meanwhile are at the other end."""
        with open("/proc/thread-self/ns/net") as home, open(self._path) as there:
            _enter(there.fileno())
            try:
                yield
            finally:
                _enter(home.fileno())

    def close(self) -> None:
        self._holder.kill()
        self._holder.wait()


def _call(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=True, timeout=10)


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _enter(descriptor: int) -> None:
    """setns(2), which Python has from 3.12 on."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
