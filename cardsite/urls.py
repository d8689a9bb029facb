"""Every address of the service (`product.md` is the contract); the card's own come last."""

from django.urls import include, path

from billing import webhooks
from cardsite import designs_page, dev, home, landing, mailbox, manifest, me, operations
from workspaces.back_office import staff_site
from workspaces.deletion_views import account_deletion, account_undelete
from workspaces.team.invitation_views import invitation
from workspaces.team.notification_views import letters_off
from workspaces.views import sign_up

handler400 = "cardsite.errors.bad_request"
handler403 = "cardsite.errors.forbidden"
handler404 = "cardsite.errors.not_found"
handler500 = "cardsite.errors.server_error"

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("designs", designs_page.designs, name="designs"),
    path("designs/<slug:design>", designs_page.design_sample, name="design_sample"),
    path("pricing", landing.pricing, name="pricing"),
    path("help", landing.help_page, name="help"),
    path("privacy", landing.privacy, name="privacy"),
    path("terms", landing.terms, name="terms"),
    path("favicon.ico", manifest.favicon, name="favicon"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("apple-touch-icon.png", manifest.app_icon, name="apple_touch_icon"),
    path("icons/app-<int:side>.png", manifest.app_icon, name="app_icon"),
    path("dev/ui/", dev.ui, name="dev_ui"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("metrics", operations.metrics_text, name="metrics"),
    path("robots.txt", operations.robots, name="robots"),
    path("sitemap.xml", operations.sitemap, name="sitemap"),
    path(".well-known/security.txt", operations.security_txt, name="security_txt"),
    path("accounts/me/", me.edit, name="personal_settings"),
    path("accounts/me/plan/", home.my_plan, name="my_plan"),
    path("accounts/me/delete/", account_deletion, name="account_deletion"),
    path("accounts/undelete/<str:token>/", account_undelete, name="account_undelete"),
    path("accounts/signup/", sign_up, name="account_signup"),
    path("accounts/invitation/<str:token>/", invitation, name="invitation"),
    path("accounts/", include("allauth.urls")),
    path("staff/", staff_site.urls),
    path("dev/mail/", mailbox.inbox, name="dev_mail"),
    path("dev/mail/<str:name>/", mailbox.message, name="dev_mail_message"),
    path("w/", home.choose, name="home"),
    path("w/", include("workspaces.urls")),
    path("w/<slug:workspace>/", home.tray, name="tray"),
    path("w/<slug:workspace>/cards/", include("cards.urls.private")),
    path("w/<slug:workspace>/cards/", include("audience.urls.card_figures")),
    path("w/<slug:workspace>/figures/", include("audience.urls.figures")),
    path("w/<slug:workspace>/company/", include("cards.urls.company")),
    path("w/<slug:workspace>/gallery/", include("cards.urls.gallery")),
    path("w/<slug:workspace>/leads/settings/", include("audience.urls.lead_settings")),
    path("w/<slug:workspace>/leads/", include("audience.urls.leads")),
    path("w/<slug:workspace>/people/", include("audience.urls.people")),
    path("w/<slug:workspace>/services/", include("bookings.urls.services")),
    path("w/<slug:workspace>/calendars/", include("bookings.urls.calendars")),
    path("w/<slug:workspace>/bookings/", include("bookings.urls.agenda")),
    path("w/<slug:workspace>/products/", include("storefront.urls.products")),
    path("w/<slug:workspace>/shop/", include("storefront.urls.shop")),
    path("w/<slug:workspace>/orders/", include("storefront.urls.orders")),
    path("", include("audience.urls.public")),
    path("unsubscribe/<slug:topic>/<str:token>", letters_off, name="letters_off"),
    path("w/<slug:workspace>/billing/", include("billing.urls")),
    path("webhooks/stripe", webhooks.stripe_webhook, name="stripe_webhook"),
    path("", include("bookings.urls.public")),
    path("", include("storefront.urls.public")),
    path("", include("cards.urls.public")),
]
