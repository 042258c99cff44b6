"""Requests made up from the schema are answered as it says, whatever is in them (schemathesis)."""

import pytest
import schemathesis
from django import conf
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chat.api.document import schema

# Of each operation; the same ones each time.
EXAMPLES = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def one_connection(cast):
    """Requests that come past Django's own test client would close that of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_answers_as_its_schema_says(one_connection, robot, monkeypatch):
    monkeypatch.setattr(conf.settings, "API_REQUESTS_PER_MINUTE", 100_000)
    told = schemathesis.openapi.from_dict(schema())
    told.app = get_wsgi_application()
    asked = [
        hold(found.ok(), robot, mode)
        for found in told.get_all_operations()
        for mode in GenerationMode
    ]
    assert len(asked) > 60
    assert sum(asked) >= len(asked)


def hold(operation, robot, mode):
    """How many requests were made."""
    made = []

    @settings(
        max_examples=EXAMPLES[mode],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        made.append(case)
        case.call_and_validate(headers={"Authorization": f"Bearer {robot.shown}"}, checks=CHECKS)

    ask()
    return len(made)
