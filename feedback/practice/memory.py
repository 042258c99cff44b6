"""All a simulated customer is at one moment: plain values, so that JSON keeps them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    """`told` and `met`: names of facts and needs; `had`: how often each good thing came before;
    `charged`: points of this silence that are counted already; `furious`: turns in a row at the
    very top; `changes`: {turn, why, points, at, temper}."""

    seed: int
    temper: int
    turn: int = 0
    told: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    had: dict[str, int] = field(default_factory=dict)
    said_before: list[str] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    nudges: int = 0
    charged: int = 0
    furious: int = 0
    handed_over: bool = False
    content: bool = False
    grumbles: int = 0
    outcome: str = ""
