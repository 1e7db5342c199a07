"""Web sockets of the agents' desk."""

from django.urls import path

from center.desk.consumers import DeskConsumer

websocket_urlpatterns = [
    path("ws/desk/", DeskConsumer.as_asgi()),
    path("ws/desk/<uuid:conversation>/", DeskConsumer.as_asgi()),
]
