"""A replay comes through whole although its server dies twice meanwhile."""

import asyncio
import json
import subprocess
import sys

from helpdesk.services.process import ROOT


async def test_a_replay_survives_a_server_that_dies(machine, tmp_path):
    file, web = tmp_path / "dialogues.jsonl", machine.webs[0]
    said = [
        {"from": who, "text": f"line {n}"} for n in range(12) for who in ("customer", "operator")
    ]
    file.write_text("\n".join(json.dumps({"turns": said}) for _ in range(10)))
    arguments = f"manage.py replay {file} --company acme --conversations 10 --rate 40".split()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=web.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as replay:
        for _ in range(2):
            await asyncio.sleep(3)
            await asyncio.to_thread(web.kill)
            await asyncio.to_thread(web.start)
        output, _ = await asyncio.to_thread(replay.communicate, timeout=90)
    assert replay.returncode == 0, output
    assert "240 messages" in output
