"""Every address of the service (`product.md` is the contract); the card's own come last."""

from django.urls import include, path

from cardsite import home

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("w/", home.choose, name="home"),
    path("w/<slug:workspace>/", home.tray, name="tray"),
]
