"""A card's public addresses, without trailing slash; included last, for the first segment is any handle."""

from django.urls import path, re_path

from cards import media, page_views, public
from cards.addresses import without_slash
from cards.gallery import visitor_views
from cards.locking import views as locking
from cards.reporting import views as reporting
from cards.saving import views as saving

urlpatterns = [
    path("report", reporting.report, name="report"),
    path("q/<str:code>", public.qr_link, name="qr_link"),
    path("media/<path:name>", media.serve, name="media"),
    path("<str:handle>/contact.vcf", public.card_vcf, name="card_vcf"),
    path("<str:handle>/card.json", public.card_json, name="card_json"),
    path("<str:handle>/portrait.png", public.card_portrait, name="card_portrait"),
    path("<str:handle>/save", saving.save, name="save_contact"),
    path("<str:handle>/unlock", locking.unlock, name="unlock"),
    re_path(r"^(?P<handle>[^/]+)/qr\.(?P<kind>svg|png|pdf)$", public.card_qr, name="card_qr"),
    re_path(r"^(?P<handle>[^/]+)/contact-qr\.(?P<kind>svg|png)$", public.card_contact_qr, name="card_contact_qr"),
    path("<str:handle>/gallery", visitor_views.gallery, name="gallery"),
    path("<str:handle>/gallery/<slug:album>", visitor_views.gallery_album, name="gallery_album"),
    path("<str:handle>/", without_slash),
    path("<str:handle>", page_views.card, name="card"),
]
