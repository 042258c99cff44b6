"""The application is plain ASGI: ours on Daphne, which is what `manage.py serve` starts, beside
ours on uvicorn with its `websockets`, in the same way as in *speed*. A frame that is too large is
refused behind uvicorn as well (`--ws-max-size 65536`), but a stop is not a drain.
"""

from .figures import Figure
from .place import Place, Say
from .speed import Results, figures, press, saturate, start_all
from .ways import OURS, UVICORN

NAME = "uvicorn"
COMPARED = [OURS, UVICORN]


def run(place: Place, say: Say) -> list[Figure]:
    ways = start_all(place, COMPARED, say)
    results = Results()
    saturate(place, ways, results, say)
    press(place, ways, results, say)
    return figures(results, COMPARED, NAME)
