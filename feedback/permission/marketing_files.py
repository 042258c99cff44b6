"""The list of those who agreed to news, as a file. In a table nothing a program would run."""

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse

from chat.render import instant
from feedback.actions.marketing import Proof
from feedback.surveys.export import BYTE_ORDER_MARK, Echo, safe

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
    writer = csv.writer(Echo())
    rows = [COLUMNS, *(list(cells.values()) for cells in _rows(proofs))]
    lines = (writer.writerow([safe(cell) for cell in row]) for row in rows)
    return _file("".join([BYTE_ORDER_MARK, *lines]), "text/csv; charset=utf-8", "csv")


def as_json(proofs: Sequence[Proof]) -> HttpResponse:
    text = json.dumps(list(_rows(proofs)), indent=2, ensure_ascii=False)
    return _file(text, "application/json", "json")


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


def _file(text: str, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="agreed-to-news.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
