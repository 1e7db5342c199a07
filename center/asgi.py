"""The web process: HTTP by Django, sockets by Channels. Run with `uvicorn center.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "center.settings")
http = get_asgi_application()  # loads the apps, so it comes before whatever imports models

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402

from center.channels.routing import websocket_urlpatterns as customers  # noqa: E402
from center.desk.routing import websocket_urlpatterns as desk  # noqa: E402
from center.env import env  # noqa: E402

sockets = OriginValidator(AuthMiddlewareStack(URLRouter([*customers, *desk])), list(env().allowed_origins))
application = ProtocolTypeRouter({"http": http, "websocket": sockets})
