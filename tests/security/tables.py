"""Which addresses hand out tables for spreadsheets. A new one has to be put here on purpose: the
walk of tests/security/test_stored_script.py finds it, test_formula_in_exports.py looks inside."""

TABLES = ("/ratings/export/", "/failing.csv", "/audit/export/", ".csv")


def is_table(address: str) -> bool:
    return address.endswith(TABLES)
