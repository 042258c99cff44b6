from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One running copy for all tests that leave it as they found it."""
    with Stack(tmp_path_factory.mktemp("copy") / "var", command="demo") as running:
        yield running


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"
