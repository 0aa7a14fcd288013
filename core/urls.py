"""The ground's own addresses: doors, account, look and language."""

from django.urls import path

from core.views import account, home, photos

urlpatterns = [
    path("home/", home.home, name="home"),
    path("menu/", home.menu, name="menu"),
    path("healthz", home.healthz, name="healthz"),
    path("offline/", home.offline, name="offline"),
    path("accounts/login/", account.SignIn.as_view(), name="login"),
    path("accounts/logout/", account.SignOut.as_view(), name="logout"),
    path("accounts/password/", account.PasswordChange.as_view(), name="password_change"),
    path("accounts/me/", account.account, name="account"),
    path("look/theme/", account.theme, name="theme"),
    path("look/language/", account.language, name="set_language"),
    path("photos/<uuid:key>/", photos.photo, name="photo"),
    path("photos/<uuid:key>/small/", photos.photo_small, name="photo_small"),
]
