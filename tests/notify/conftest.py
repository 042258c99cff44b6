from tests.webhooks.conftest import chat, receiver, worker  # noqa: F401
