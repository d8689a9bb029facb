"""The owner's albums, below `/w/<workspace>/gallery/`."""

from django.urls import path

from cards.gallery import owner_views, upload_views

urlpatterns = [
    path("", owner_views.albums, name="albums"),
    path("<int:album>/", owner_views.album, name="album"),
    path("<int:album>/delete/", owner_views.album_delete, name="album_delete"),
    path("<int:album>/pictures/", upload_views.album_pictures, name="album_pictures"),
    path("<int:album>/state/", upload_views.album_state, name="album_state"),
]
