"""Links in mails, pressed by hand."""

import json
import re
from urllib.parse import urlsplit

from feedback import addresses
from feedback.actions import way_back

EMAIL = "mia@customer.example"


def link_for(cast, chat, email=EMAIL):
    digest = addresses.digest(cast.acme.pk, email)
    url = way_back.new_link(visitor=cast.visitor, conversation_id=chat, digest=digest)
    return urlsplit(url).path


def type_in(client, path, email=EMAIL, **fields):
    return client.post(path, {"email": email} | fields)


def site_of(response):
    found = re.search(r'<script id="site"[^>]*>(.*?)</script>', response.content.decode(), re.S)
    return json.loads(found[1])


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.S)[1].strip()
