"""Browsers and people of the sign-in tests, with limits that begin afresh and quick passwords."""

import pytest

from tests.tenants.conftest import (  # noqa: F401  fixtures
    PASSWORD,
    fresh_limits_and_quick_passwords,
)


@pytest.fixture
def ada_with_password(cast):
    cast.ada.user.set_password(PASSWORD)
    cast.ada.user.save()
    return cast.ada
