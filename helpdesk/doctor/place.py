"""What is looked at, and how a check says what is wrong with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import redis

from chat import shards
from helpdesk.health import connection_options

PATIENCE_S = 5


class Trouble(Exception):
    """One line on what is wrong with a part."""


@dataclass
class Installation:
    """Every address at which it answers (no slash at the end): that of the proxy, those of its web
    processes; and a company to knock at."""

    urls: list[str]
    site_key: str = ""


@contextmanager
def database() -> Iterator[psycopg.Connection[Any]]:
    """A connection of the serving role, past Django and its pool. What goes wrong is Trouble."""
    try:
        with psycopg.connect(**connection_options()) as connection:
            yield connection
    except psycopg.Error as error:
        raise Trouble(str(error).strip().splitlines()[0]) from None


def rows(query: str) -> list[tuple[Any, ...]]:
    with database() as connection:
        return connection.execute(query).fetchall()


def ask_redis(url: str, question: Callable[[Any], Any]) -> Any:
    """What a client answers; Trouble with the place where none does."""
    try:
        with redis.Redis.from_url(
            url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
        ) as client:
            return question(client)
    except redis.RedisError as error:
        raise Trouble(f"{shards.place(url)}: {error}") from None


def counted(number: int, what: str, many: str = "") -> str:
    """Such as "1 worker", "2 workers"."""
    return f"{number} {what if number == 1 else many or what + 's'}"
