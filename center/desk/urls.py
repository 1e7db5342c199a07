"""Pages of the agents' desk, under /desk/."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from center.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("login/", LoginView.as_view(template_name="desk/login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(next_page="desk:login"), name="logout"),
    path("lists/", views.sidebar, name="lists"),
    path("conversations/<uuid:conversation>/", views.conversation, name="conversation"),
    path("conversations/<uuid:conversation>/news/", views.news, name="news"),
    path("conversations/<uuid:conversation>/take/", views.take, name="take"),
    path("conversations/<uuid:conversation>/say/", views.say, name="say"),
    path("conversations/<uuid:conversation>/release/", views.release, name="release"),
    path("conversations/<uuid:conversation>/settle/", views.settle, name="settle"),
    path("complaints/<str:number>/reveal/", views.reveal, name="reveal"),
]
