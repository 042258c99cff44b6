"""The list of those who agreed to news, as a file."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse

from chat.render import instant
from feedback.actions.marketing import Proof
from helpdesk.files import csv_download, download

NAME = "agreed-to-news"
COLUMNS = (
    "address",
    "ticked_at",
    "ticked_where",
    "confirmed_at",
    "wording",
    "language",
    "version",
    "sha256",
    "receipts",
)


def as_csv(proofs: Sequence[Proof]) -> HttpResponse:
    rows = (cells.values() for cells in _rows(proofs))
    return csv_download([COLUMNS, *rows], f"{NAME}.csv")


def as_json(proofs: Sequence[Proof]) -> HttpResponse:
    text = json.dumps(list(_rows(proofs)), indent=2, ensure_ascii=False)
    return download(text, f"{NAME}.json", "application/json")


KINDS = {"csv": as_csv, "json": as_json}


def _rows(proofs: Sequence[Proof]) -> Iterator[dict[str, Any]]:
    for proof in proofs:
        cells = (
            proof.address,
            instant(proof.ticked_at),
            proof.ticked_where,
            instant(proof.confirmed_at),
            proof.text.wording,
            proof.text.locale,
            proof.text.version,
            proof.text.sha256,
            " ".join(map(str, proof.receipts)),
        )
        yield dict(zip(COLUMNS, cells, strict=True))
