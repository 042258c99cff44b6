"""Who may go on while it is hot: who has done a sum. Used by chat.sides.visitor."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from chat.actions import Refused
from chat.frames import BadFrame

from . import heat
from .proofs import is_solved, new_challenge

logger = logging.getLogger(__name__)

MESSAGES_A_PROOF = 20
LASTS_S = 600


class ProofNeeded(Refused):
    """Answered with a sum to do; the same again after that is let pass."""

    def __init__(self, tenant_id: int) -> None:
        super().__init__("proof_needed")
        self.details = {"challenge": new_challenge(tenant_id)}


async def admit_visitor(tenant_id: int, proof: Any) -> None:
    """Somebody new. Raises ProofNeeded where it is hot and `proof` is no solution."""
    if not heat.visitors.felt(tenant_id):
        return
    if not isinstance(proof, str) or not await _asking_redis(is_solved, proof, tenant_id):
        raise ProofNeeded(tenant_id)


async def admit_message(tenant_id: int, visitor_id: int) -> None:
    """Raises ProofNeeded where it is hot and this visitor has no sum left to their credit."""
    if not heat.messages.felt(tenant_id):
        return
    if not await _asking_redis(_spend, _key(tenant_id, visitor_id)):
        raise ProofNeeded(tenant_id)


async def take_proof(tenant_id: int, visitor_id: int, proof: Any) -> None:
    """A solution: good for some messages. What is none is of no use, and is not answered."""
    if not isinstance(proof, str):
        raise BadFrame("bad_frame", field="proof")
    if await _asking_redis(is_solved, proof, tenant_id):
        await _asking_redis(_credit, _key(tenant_id, visitor_id))


def _asking_redis(work: Callable[..., bool], *args: Any) -> Awaitable[bool]:
    return asyncio.to_thread(_or_let_pass, work, *args)


def _or_let_pass(work: Callable[..., bool], *args: Any) -> bool:
    """Without Redis nobody is kept from writing."""
    try:
        return work(*args)
    except RedisError as error:
        logger.warning("proofs are not looked at: %s", type(error).__name__)
        return True


def _key(tenant_id: int, visitor_id: int) -> str:
    return f"guard:credit:{tenant_id}.{visitor_id}"


def _credit(key: str) -> bool:
    cache.set(key, MESSAGES_A_PROOF, LASTS_S)
    return True


def _spend(key: str) -> bool:
    try:
        return cache.decr(key) >= 0
    except ValueError:  # there is none, or it is over
        return False
