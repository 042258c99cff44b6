"""Fits how sure the bot may be of an article (chat/bot/certainty.py), and prints the numbers.

Run: python -m bench.etiquette.certainty  (--data path)
"""

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 25
SHRINK = 1e-3  # a little, so that numbers stay finite where everything is right

Row = tuple[Sequence[float], bool]


def fit(rows: Sequence[Row]) -> list[float]:
    """The bias and one weight for each number. Logistic regression by Newton's method."""
    size = len(rows[0][0]) + 1
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-SHRINK * weight for weight in weights]
        bend = [[SHRINK * (i == j) for j in range(size)] for i in range(size)]
        for numbers, is_right in rows:
            x = [1.0, *numbers]
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, x, strict=True))))
            for i in range(size):
                slope[i] += (is_right - p) * x[i]
                for j in range(size):
                    bend[i][j] += p * (1 - p) * x[i] * x[j]
        weights = [a + b for a, b in zip(weights, solved(bend, slope), strict=True)]
    return weights


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with the largest pivot."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def main() -> None:
    from helpdesk import services

    from . import __main__ as frame

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--var", type=Path, default=Path("var/bench-etiquette"))
    options = parser.parse_args()
    frame._prepare(options.var)
    try:
        from .articles import fitting_rows

        rows = fitting_rows(options.data)
    finally:
        services.stop(options.var)
    names = ("BIAS", "COVERED", "AHEAD", "STRENGTH", "STEMS")
    print(f"{len(rows)} questions, {sum(right for _, right in rows)} of them right")
    for name, weight in zip(names, fit(rows), strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
