"""What the schema says of every operation beside its own shapes."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

PREFIX = "/api/v1/"
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[\\x20-\\x7e]+$"},
    OpenApiParameter.HEADER,
    description="Any text of yours. The same request with the same key is carried out once, and "
    "answered with the first answer for 24 hours; another request with it is refused (409).",
)
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457). Go by `code`.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["field", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}
REFUSALS = {
    "400": "Something in the request is wrong; errors says what.",
    "401": "No token, or one that opens nothing.",
    "402": "The company's plan does not have it.",
    "403": "The token lacks the scope.",
    "404": "Not there, or not yours.",
    "405": "Not at this address.",
    "406": "Answers are JSON.",
    "409": "What there is stands against it; code says why.",
    "413": "The request is too large.",
    "415": "Requests are JSON.",
    "422": "The words cannot be taken as they are; code says why.",
    "429": "Too many requests; Retry-After says for how long to wait.",
}
RATES = {
    "RateLimit-Limit": "Requests a minute this token may make.",
    "RateLimit-Remaining": "Requests left in this minute.",
    "RateLimit-Reset": "Seconds until the count begins anew.",
}


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "chat.api.authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        told = "A token from Settings, Connections, API: hd_<company>_<secret>."
        return {"type": "http", "scheme": "bearer", "description": told}


class ApiSchema(AutoSchema):
    """Tags by the view's `tag`; the scope in words; the key of every POST."""

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_override_parameters(self) -> list[Any]:
        return [KEY] if self.method == "POST" else []

    def get_description(self) -> str:
        scope = self.view.scope_read if self.method == "GET" else self.view.scope_write
        said = super().get_description() or ""
        return f"{said}\n\nScope: `{scope}`.".strip()


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing: what may be answered in place of what was asked for."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["headers"] = {
        name: {"description": told, "schema": {"type": "integer"}} for name, told in RATES.items()
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for operation in path.values():
            responses = operation["responses"]
            for response in responses.values():
                response["headers"] = {
                    name: {"$ref": f"#/components/headers/{name}"} for name in RATES
                }
            for status, told in REFUSALS.items():
                responses.setdefault(status, {"description": told, "content": content})
    return result


def only_ours(endpoints: list[Any], **_: Any) -> list[Any]:
    """Preprocessing: no address outside of /api/v1/, and not the documents themselves."""
    return [each for each in endpoints if each[0].startswith(PREFIX) and hasattr(each[3], "cls")]
