"""Practice chats a task may ask for (feedback/practice/). Call inside the company's scope."""

from feedback.practice.catalogue import all_scenarios
from tenants.models import Tenant


def scenarios(tenant: Tenant) -> list[tuple[str, str]]:
    """[(name, title)] of those that can be practised."""
    return [(scenario.key, scenario.title) for scenario in all_scenarios()]
