"""The page of a company's tags: how often each is on a chat, under another name, or gone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tenants.rights import needs

from .actions.tags import MOST_CHARACTERS, delete_tag, rename_tag, tag_name
from .frames import BadFrame
from .models import ConversationTag, Tag


class TagForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=MOST_CHARACTERS,
        help_text=gettext_lazy(
            "It changes on every chat that has it. Where there is a tag of that name already, both "
            "become one."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "off"}),
        error_messages={"required": gettext_lazy("Enter a word such as delivery.")},
    )

    def clean_name(self) -> str:
        try:
            return tag_name(self.cleaned_data["name"])
        except BadFrame:
            raise ValidationError(_("Enter a word with letters or digits."), code="tag") from None


@require_safe
@needs("oversee")
def tags(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "chat/tags.html", {"tags": counted()})


def counted() -> list[tuple[Tag, int]]:
    """By name, each with how many chats have it."""
    found = ConversationTag.objects.values("tag").annotate(chats=Count("pk"))
    chats = dict(found.values_list("tag", "chats"))
    return [(tag, chats.get(tag.pk, 0)) for tag in Tag.objects.all()]


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, slug: str, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(Tag, pk=tag_id)
    form = TagForm(request.POST or None, initial={"name": tag.name})
    if request.method == "POST" and form.is_valid():
        rename_tag(tag=tag, name=form.cleaned_data["name"])
        messages.success(request, _("Saved {name}.").format(name=form.cleaned_data["name"]))
        return redirect("tags", slug)
    return render(request, "chat/tag_form.html", {"form": form, "tag": tag})


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, tag_id: int) -> HttpResponse:
    """Asks first."""
    tag = get_object_or_404(Tag, pk=tag_id)
    if request.method == "POST":
        delete_tag(tag=tag)
        messages.success(request, _("Deleted {name}.").format(name=tag.name))
        return redirect("tags", slug)
    chats = ConversationTag.objects.filter(tag=tag).count()
    return render(request, "chat/tag_delete.html", {"tag": tag, "chats": chats})
