"""Cells that a spreadsheet would run, in every table that leaves the house."""

import csv
import io

import pytest

from helpdesk.files import safe
from helpdesk.tenancy import tenant_scope
from tenants.audit import record
from tests.isolation.addresses import COMPANY, routes
from tests.isolation.asking import SCRIPT, Asker
from tests.isolation.conftest import samples  # noqa: F401  a fixture
from tests.isolation.test_public_addresses import ARGUMENT

from .payloads import FORMULAS, MARK, POLYGLOT
from .poison import poison
from .tables import is_table

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table_addresses(samples):  # noqa: F811
    company = [route for route in routes() if route.startswith(COMPANY) and is_table(route)]
    return ["/" + each % samples for each in company if set(ARGUMENT.findall(each)) <= {*samples}]


def cells_of(answer):
    return [cell for row in csv.reader(io.StringIO(answer.told.lstrip("\ufeff"))) for cell in row]


def is_number(cell):
    return cell.lstrip("+-").replace(".", "", 1).isdigit()


def test_no_cell_of_any_table_runs(samples, cast):  # noqa: F811
    poison(cast.acme)
    with tenant_scope(cast.acme):
        record("export.made", target=POLYGLOT, asked={"who": POLYGLOT})
    ada, marked = Asker(cast.ada), 0
    for address in table_addresses(samples):
        answer = ada.get(address)
        if answer.status_code == 405:
            answer = ada.request("POST", address, headers=SCRIPT, data={})
        for cell in cells_of(answer) if answer.status_code == 200 else []:
            assert not cell.startswith(STARTS) or is_number(cell), (address, cell)
            marked += MARK in cell
    assert marked


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_text(formula):
    assert not safe(formula).startswith(STARTS)
    assert formula in safe(formula)
