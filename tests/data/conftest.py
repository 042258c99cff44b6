from typing import Any

import pytest
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def own_files(monkeypatch: Any, tmp_path: Any) -> None:
    """Each test has the storage to itself."""
    monkeypatch.setattr(storages["files"], "_location", str(tmp_path))
    for name in ("base_location", "location"):
        vars(storages["files"]).pop(name, None)
