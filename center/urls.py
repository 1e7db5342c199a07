"""Where each address leads."""

from django.urls import include, path

from center.channels.web.views import chat_page
from center.health import healthz

urlpatterns = [
    path("", chat_page, name="chat"),
    path("healthz", healthz, name="healthz"),
    path("internal/v1/", include("center.internal.urls")),
    path("desk/", include("center.desk.urls")),
    path("helpdesk/", include("helpdesk.urls")),
]
