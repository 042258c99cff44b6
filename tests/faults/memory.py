"""What a process holds while something goes on."""

import asyncio
import subprocess

LOOK_EVERY_S = 0.25


class Memory:
    """The most a process has held while this is open, in MiB."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    @property
    def grown(self) -> float:
        return self.most - self.before

    async def __aenter__(self) -> "Memory":
        self.most = self.before = resident_mib(self.pid)
        self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._looking.cancel()
        await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            self.most = max(self.most, await asyncio.to_thread(resident_mib, self.pid))
            await asyncio.sleep(LOOK_EVERY_S)


def resident_mib(pid: int) -> float:
    said = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(said.stdout) / 1024
