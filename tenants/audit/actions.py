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
    "export.fetched": pgettext_lazy("audit", "Fetched a file that was made before"),
    "export.deleted": pgettext_lazy("audit", "Deleted a file with data"),
    "import.put_aside": pgettext_lazy("audit", "Discarded a file that was brought"),
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
    "endpoint.sent": pgettext_lazy("audit", "Had a webhook send something by hand"),
    # Signing in.
    "signin.factor_required": pgettext_lazy("audit", "Changed who needs a second factor"),
    "signin.domain_proved": pgettext_lazy("audit", "Showed that a domain is theirs"),
    "signin.domain_removed": pgettext_lazy("audit", "Removed a domain"),
    "signin.joining_changed": pgettext_lazy("audit", "Changed who may join by their address"),
    "signin.provider_changed": pgettext_lazy("audit", "Changed the company’s sign-in"),
    "signin.provider_removed": pgettext_lazy("audit", "Turned the company’s sign-in off"),
    "signin.provider_required": pgettext_lazy("audit", "Changed whether the sign-in is required"),
    "signin.connected": pgettext_lazy("audit", "Came in through the sign-in for the first time"),
    "signin.disconnected": pgettext_lazy("audit", "Disconnected somebody from the sign-in"),
    "signin.glass_broken": pgettext_lazy("audit", "Signed in without the company’s sign-in"),
    "signin.factors_lifted": pgettext_lazy("audit", "Removed somebody’s second factors"),
    "plan.changed": pgettext_lazy("audit", "Changed the plan"),
    # Whoever runs the product.
    "staff.entered": pgettext_lazy("audit", "Began to look into the company"),
    "staff.looked": pgettext_lazy("audit", "Looked at"),
    "staff.left": pgettext_lazy("audit", "Stopped looking in"),
    "company.disabled": pgettext_lazy("audit", "Put the company out of service"),
    "company.enabled": pgettext_lazy("audit", "Put the company into service again"),
    "company.leaving": pgettext_lazy("audit", "Had the company deleted"),
    "company.stays": pgettext_lazy("audit", "Took back that the company is deleted"),
    # The trail itself.
    "audit.trimmed": pgettext_lazy("audit", "Old lines of this trail went"),
}
