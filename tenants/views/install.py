"""The one line that brings the chat to a company's site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..rights import needs

# What a page can say once it has the line, see docs/page-api.md; tests run it.
PAGE_API = """<script>
window.helpdesk = window.helpdesk || function () {
  (helpdesk.q = helpdesk.q || []).push(arguments);
};
document.querySelector("#talk").addEventListener("click", () => helpdesk("open"));
helpdesk("setAttributes", { orders: 3 });
helpdesk("on", "message", ({ author, at }) => console.log(author, at));
</script>"""


@needs("manage_settings")
def install(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = request.tenant
    context = {
        "snippet": snippet_for(tenant.site_key),
        "page_api": PAGE_API,
        "may_integrate": request.membership.may("integrate"),
        "sites": tenant.allowed_origins,
        "test_url": f"/widget/{tenant.site_key}/",
    }
    return render(request, "tenants/install.html", context)


def snippet_for(site_key: str) -> str:
    address = f"{settings.PUBLIC_URL}/widget.js?site={site_key}"
    return f'<script src="{address}" data-site="{site_key}" async></script>'
