"""deploy/: read in the tests, and tried out with its own tools by `make deploy-check`."""
