"""The web sockets of customers."""

from django.urls import path

from center.channels.web.consumer import ChatConsumer

websocket_urlpatterns = [path("ws/chat/", ChatConsumer.as_asgi())]
