"""What programs of a company may read and do over HTTP: docs/api.md tells it in words."""
