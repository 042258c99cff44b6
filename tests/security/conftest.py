"""Browsers of the cast, with limits that begin afresh and quick passwords."""

from tests.tenants.conftest import fresh_limits_and_quick_passwords  # noqa: F401  a fixture
