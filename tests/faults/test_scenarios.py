"""No acknowledged message is lost, doubled or moved, whatever breaks: every scenario of
`make faults`, in its shortest form.

Real processes, killed as a power cut kills them, while people chat. Waits are bounded and generous;
what is asserted is what came out in the end.
"""

import psycopg
import pytest

from tests.faults.chatting import Chat
from tests.faults.running import run_once
from tests.faults.scenario import Size
from tests.faults.scenarios import SCENARIOS

SHORT = [scenario for scenario in SCENARIOS if scenario.ci]


@pytest.mark.parametrize("scenario", SHORT, ids=lambda scenario: scenario.name)
def test_nothing_goes_wrong_when(scenario, machine):
    outcome = run_once(machine, scenario, scenario.ci)
    assert outcome.violations == []
    assert outcome.messages >= scenario.ci.messages


async def test_a_row_that_vanishes_is_found(machine):
    """The oracle looks at what is stored, and not at what the server says of it."""
    async with Chat(machine, Size(messages=20, conversations=1)) as chat:
        await chat.acknowledges(10)
        lost = next(iter(chat.visitors[0].outbox.acknowledged))
        with psycopg.connect(machine.environment["DATABASE_BACKUP_URL"]) as admin:
            admin.execute("SET session_replication_role = replica")  # no guard of ours is asked
            admin.execute("DELETE FROM chat_entry WHERE client_id = %s", [lost])
        outcome = await chat.ends(within=1)
    assert any("not stored" in words and lost in words for words in outcome.violations)
