"""Tells chat what a page may say of its visitor; called once, on start."""

from chat import tending
from chat.sides.visitor import VisitorSide

from .frames import answer_attributes, answer_identify
from .tending import care


def connect() -> None:
    VisitorSide.extensions["identify"] = answer_identify
    VisitorSide.extensions["attributes"] = answer_attributes
    if care not in tending.carers:
        tending.carers.append(care)
