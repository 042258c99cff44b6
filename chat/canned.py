"""The page of canned replies: everybody reads them, those who look after the chats write them."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tenants.fields import WordsField
from tenants.models import Tenant
from tenants.rights import needs

from .models import CannedReply

SHORTCUT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
MOST = 500


class CannedReplyForm(forms.ModelForm):
    """`shortcut` may be typed as it is used, with a slash and capitals."""

    shortcut = forms.CharField(
        label="Shortcut",
        max_length=41,
        help_text="What you type after / in the composer. Small letters, digits and hyphens.",
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a shortcut such as hours."},
    )
    body = WordsField(
        label="Text",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Leave room for what belongs to the person you answer: nobody likes to be "
        "answered by a form letter.",
        error_messages={"required": "Enter the text of the reply."},
    )

    class Meta:
        model = CannedReply
        fields = ["shortcut", "body"]

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.tenant = tenant

    def clean_shortcut(self) -> str:
        shortcut = self.cleaned_data["shortcut"].removeprefix("/").lower()
        if not SHORTCUT.fullmatch(shortcut):
            raise ValidationError(
                "Use small letters and digits, with hyphens between words, such as opening-hours.",
                code="shortcut",
            )
        others = self.instance.tenant.canned_replies.exclude(pk=self.instance.pk)
        if others.filter(shortcut=shortcut).exists():
            raise ValidationError(f"/{shortcut} is taken. Choose another one.", code="taken")
        return shortcut

    def clean(self) -> dict:
        if not self.instance.pk and self.instance.tenant.canned_replies.count() >= MOST:
            raise ValidationError(f"A company can have {MOST} canned replies. Delete one first.")
        return super().clean()


def replies(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "chat/canned.html", {"replies": request.tenant.canned_replies.all()})


@needs("oversee")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    return _form(request, CannedReply())


@needs("oversee")
def edit(request: HttpRequest, slug: str, reply_id: int) -> HttpResponse:
    return _form(request, _reply_or_404(request, reply_id))


def _form(request: HttpRequest, reply: CannedReply) -> HttpResponse:
    form = CannedReplyForm(request.POST or None, instance=reply, tenant=request.tenant)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, f"Saved /{saved.shortcut}.")
        return redirect("canned", request.tenant.slug)
    is_new = reply._state.adding
    return render(request, "chat/canned_form.html", {"form": form, "is_new": is_new})


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, reply_id: int) -> HttpResponse:
    """Asks first."""
    reply = _reply_or_404(request, reply_id)
    if request.method == "POST":
        reply.delete()
        messages.success(request, f"Deleted /{reply.shortcut}.")
        return redirect("canned", slug)
    return render(request, "chat/canned_delete.html", {"reply": reply})


def _reply_or_404(request: HttpRequest, reply_id: int) -> CannedReply:
    return get_object_or_404(request.tenant.canned_replies, pk=reply_id)
