from tests.chat.conftest import visitor_door  # noqa: F401
