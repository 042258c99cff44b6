"""Everything the trail can tell of, and how that reads. A new kind of change gets a line here."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

ACTIONS: dict[str, Promise] = {
    # People and what they may do.
    "person.invited": pgettext_lazy("audit", "Invited somebody"),
    "person.invitation_taken_back": pgettext_lazy("audit", "Took an invitation back"),
    "person.joined": pgettext_lazy("audit", "Joined the company"),
    "person.role_changed": pgettext_lazy("audit", "Changed somebody’s role"),
    "person.left": pgettext_lazy("audit", "Ended somebody’s access"),
    "person.work_changed": pgettext_lazy("audit", "Changed how somebody works"),
    "person.profile_changed": pgettext_lazy("audit", "Changed how somebody appears"),
    # Settings; `target` is the tab of tenants.settings_menu.
    "company.founded": pgettext_lazy("audit", "Founded the company"),
    "settings.changed": pgettext_lazy("audit", "Changed a setting"),
    "key.renewed": pgettext_lazy("audit", "Made a new key or secret"),
    "department.added": pgettext_lazy("audit", "Added a department"),
    "department.changed": pgettext_lazy("audit", "Changed a department"),
    "department.deleted": pgettext_lazy("audit", "Deleted a department"),
    # What is said to customers.
    "text.added": pgettext_lazy("audit", "Added a text"),
    "text.changed": pgettext_lazy("audit", "Changed a text"),
    "text.deleted": pgettext_lazy("audit", "Deleted a text"),
    "consent.text_changed": pgettext_lazy("audit", "Changed the words of a permission"),
    # Customers and their data.
    "customer.blocked": pgettext_lazy("audit", "Blocked a customer"),
    "customer.block_lifted": pgettext_lazy("audit", "Lifted a block"),
    "customer.erased": pgettext_lazy("audit", "Erased a customer"),
    "import.made": pgettext_lazy("audit", "Brought data from a file"),
    "export.made": pgettext_lazy("audit", "Took data along as a file"),
    # Reviews.
    "review.done": pgettext_lazy("audit", "Finished a review"),
    "review.changed": pgettext_lazy("audit", "Changed something about a review"),
    "review.rules_changed": pgettext_lazy("audit", "Changed how reviews are done"),
    # Connections.
    "token.made": pgettext_lazy("audit", "Made an API token"),
    "token.revoked": pgettext_lazy("audit", "Revoked an API token"),
    "endpoint.made": pgettext_lazy("audit", "Added a webhook or notification"),
    "endpoint.changed": pgettext_lazy("audit", "Changed a webhook or notification"),
    "endpoint.deleted": pgettext_lazy("audit", "Deleted a webhook or notification"),
    "plan.changed": pgettext_lazy("audit", "Changed the plan"),
    # The trail itself.
    "audit.trimmed": pgettext_lazy("audit", "Old lines of this trail went"),
}
