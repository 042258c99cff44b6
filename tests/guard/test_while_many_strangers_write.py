"""A flood meets a sum that each browser does by itself; nobody is asked, and no address is kept."""

import asyncio
import base64
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import altcha
import pytest
from django.conf import settings as configured
from redis.exceptions import ConnectionError as RedisAway

from chat.doors import RequestLine
from chat.guard import admitting, heat, proofs
from chat.guard.admitting import MESSAGES_A_PROOF, ProofNeeded, admit_message, take_proof
from chat.guard.heat import Heat
from chat.guard.proofs import is_solved, new_challenge
from chat.sides.visitor import VisitorSide
from tests.door import HELLO, send

PROOF_JS = Path(configured.BASE_DIR) / "chat/static/chat/later/proof.js"


@pytest.fixture(autouse=True)
def cold(monkeypatch):
    monkeypatch.setattr(proofs, "HARDEST", 500)
    yield
    heat.visitors.forget()
    heat.messages.forget()


def is_hot(which, monkeypatch):
    monkeypatch.setattr(which, "felt", lambda tenant_id: True)


def solved(challenge, **changed):
    answer = altcha.solve_challenge_v1(
        challenge["challenge"], challenge["salt"], max_number=challenge["maxNumber"]
    )
    told = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return packed(told | {"number": answer.number} | changed)


def packed(told):
    return base64.b64encode(json.dumps(told).encode()).decode()


async def spoken(cast, *frames, token=None):
    """What the visitor's side answers, over a line of one request."""
    line = RequestLine()
    side = VisitorSide(cast.acme, line, may_make_visitor=lambda: 0.0)
    if token:
        await side.recognise(token)
    for frame in frames:
        await side.handle(frame)
    return line.frames


def test_it_runs_hot_after_more_than_is_usual_and_each_company_by_itself(cast):
    async def felt(feeling, count):
        for _ in range(count):
            feeling.felt(cast.acme.pk)

    usual = Heat("test", lambda: 5)
    for count, hot in ((5, False), (1, True)):
        asyncio.run(felt(usual, count))
        usual.add_up(cast.acme.pk)
        assert (cast.acme.pk in usual._hot_until) is hot
    asyncio.run(felt(usual, 1))
    assert cast.globex.pk not in usual._hot_until


def test_without_redis_nobody_is_kept_from_writing(cast, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(heat, "within", away)
    monkeypatch.setattr(admitting, "_spend", away)
    is_hot(heat.messages, monkeypatch)
    Heat("test", lambda: 0).add_up(cast.acme.pk)
    asyncio.run(admit_message(cast.acme.pk, cast.visitor.pk))


def test_a_sum_is_taken_once_by_the_company_that_asked_for_it(cast):
    pk = cast.acme.pk
    solution = solved(new_challenge(pk))
    assert not is_solved(solution, cast.globex.pk)
    assert is_solved(solution, pk)
    assert not is_solved(solution, pk)
    assert not is_solved(solution.replace("=", ""), pk)


def test_what_is_no_solution_is_not_taken(cast, monkeypatch):
    pk = cast.acme.pk
    challenge = new_challenge(pk)
    good = json.loads(base64.b64decode(solved(challenge)))
    odd = [good | {"number": n} for n in (good["number"] + 1, -1, 1.5, "1", True, None, [], 10**80)]
    odd += [good | {name: value} for name in good for value in ("", "\ud800", None, {}, [1])]
    odd += [good | {"salt": good["salt"].replace(f"company={pk}", "company=0")}]
    odd += [good | {"salt": f"{good['salt']}company={pk}&"}, good | {"extra": 1}, [], 1, None, "x"]
    texts = ["", "x", "====", "é", "x" * 2000, base64.b64encode(b"[" * 700).decode()]
    assert not any(is_solved(text, pk) for text in [*map(packed, odd), *texts])
    assert is_solved(packed(good), pk)
    monkeypatch.setattr(proofs, "GOOD_FOR", timedelta(seconds=-5))
    assert not is_solved(solved(new_challenge(pk)), pk)


def test_the_widgets_own_code_solves_it(cast):
    challenge = new_challenge(cast.acme.pk)
    own = Path(configured.BASE_DIR) / ".venv/bin/node"
    script = f"{PROOF_JS.read_text()}\nsolve({json.dumps(challenge)}).then(console.log);"
    node = [str(own) if own.exists() else "node", "--input-type=module", "-e", script]
    answer = subprocess.run(node, capture_output=True, text=True, check=True, timeout=60)
    assert is_solved(answer.stdout.strip(), cast.acme.pk)


async def test_a_stranger_does_a_sum_first_and_who_is_known_does_not(committed_cast, monkeypatch):
    cast = committed_cast
    is_hot(heat.visitors, monkeypatch)
    (refused,) = await spoken(cast, HELLO)
    assert (refused["code"], refused["retry"]) == ("proof_needed", True)
    solution = solved(refused["challenge"])
    for proof in (7, "", "x", [], {"a": 1}):
        (again,) = await spoken(cast, HELLO | {"proof": proof})
        assert again["code"] == "proof_needed"
    (welcome, *_) = await spoken(cast, HELLO | {"proof": solution})
    assert len(welcome["token"]) == 32
    (used,) = await spoken(cast, HELLO | {"proof": solution})
    assert used["code"] == "proof_needed"
    (known, *_) = await spoken(cast, HELLO, token=cast.token)
    assert known["type"] == "welcome"


async def test_a_sum_is_good_for_some_messages(committed_cast, monkeypatch, new_id):
    cast, pk = committed_cast, committed_cast.visitor.pk
    is_hot(heat.messages, monkeypatch)
    (refused,) = await spoken(cast, send(new_id), token=cast.token)
    assert (refused["code"], refused["retry"]) == ("proof_needed", True)
    (odd,) = await spoken(cast, {"type": "proof", "proof": 1}, token=cast.token)
    assert (odd["code"], odd["field"]) == ("bad_frame", "proof")
    solution = solved(refused["challenge"])
    assert await spoken(cast, {"type": "proof", "proof": solution}, token=cast.token) == []
    for _ in range(MESSAGES_A_PROOF):
        await admit_message(cast.acme.pk, pk)
    with pytest.raises(ProofNeeded):
        await admit_message(cast.acme.pk, pk)
    await take_proof(cast.acme.pk, pk, solution)  # used up
    with pytest.raises(ProofNeeded):
        await admit_message(cast.acme.pk, pk)
