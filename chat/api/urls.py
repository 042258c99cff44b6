"""Below /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from .document import document, openapi
from .resources.departments import DepartmentViewSet

router = SimpleRouter(trailing_slash=False)
router.register("departments", DepartmentViewSet, "api_departments")

urlpatterns = [
    path("openapi.json", openapi, name="api_schema"),
    path("docs/", document, name="api_document"),
    *router.urls,
]
