"""Where allauth asks us: who may sign up, whose address counts, how mails are built, what a sign-up brings about."""

import hashlib
import ipaddress
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import email_confirmed
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cardsite.kit import browsers, throttle
from cardsite.kit.http import client_address
from workspaces import account_letters, letters, signing_up
from workspaces.models import User
from workspaces.moments import moment_words

ACCOUNT_APP: Final = "allauth.account"
LOGIN_FAILED: Final = "login_failed"


class Site:
    """What mails call us; never the Host of a request (rule 23)."""

    name = settings.SITE_NAME
    domain = settings.BASE_URL


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP == "open")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Always an address, as the list of sessions stores it; who has none shares one allowance."""
        return valid_address(client_address(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whose address it is.

        Every `…_url` is said anew from BASE_URL; allauth builds them from the request's Host (A29).
        """
        links = {name: canonical(value) for name, value in context.items() if name.endswith("_url")}
        known = {"request": self.request, "email": email, "current_site": Site}
        user = context.get("user") or User.objects.filter(email=email).first()
        with override(user.language if user else settings.LANGUAGE_CODE):
            made = self.render_mail(template_prefix, email, known | context | links)
            if isinstance(made, EmailMultiAlternatives):
                self._frame(made, links, is_notice="timestamp" in context)
            made.send()

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Of a change: when, on the person's clock, and from which browser, in words."""
        with override(user.language):
            now, agent = moment_words(timezone.now(), user.zone, user), self.get_http_user_agent(self.request)
            facts = {"user": user, "timestamp": f"{now} ({user.zone.replace('_', ' ')})"}
            facts["user_agent"] = browsers.in_words(agent)
            super().send_notification_mail(template_prefix, user, facts | (context or {}), email)

    def _frame(self, made: EmailMultiAlternatives, links: dict[str, str], *, is_notice: bool) -> None:
        """As a letter, in text and HTML, like all others. A notice of a change has the remedy as its button."""
        known = {"password_reset_url": _("Choose a new password"), "login_code_url": _("Log in with a code")}
        labels = {address: known[name] for name, address in links.items() if name in known}
        site = settings.SITE_NAME
        letter = account_letters.read(
            str(made.subject), str(made.body), labels, otherwise=_("Open the page"), signed=site
        )
        about = _("This mail is about the account of this address at %(site)s.") % {"site": site}
        remedy = [(known["password_reset_url"], settings.BASE_URL + reverse("account_reset_password"))]
        letter = replace(letter, because=about, links=letter.links + remedy * is_notice)
        made.body = letter.text
        made.attach_alternative(letters.html(letter), "text/html")
        made.reply_to = letters.operator()
        made.extra_headers.setdefault("Auto-Submitted", "auto-generated")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person, with what the browser says about language and zone."""
        user.language = signing_up.guess_language(request)
        user.zone = form.cleaned_data.get("zone") or "UTC"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The first log-in, after the address is confirmed, brings the workspace."""
        if kwargs.get("signup"):
            signing_up.settle(user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Straight to the first card, or to the plan that was chosen before."""
        assert isinstance(request.user, User)
        workspace = signing_up.settle(request.user)
        return reverse("my_plan") if _chose_a_plan(request) else reverse("card_new", args=[workspace.slug])

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where a log-in leads that was asked for by no other page."""
        found: str = super().get_login_redirect_url(request)
        return reverse("my_plan") if _chose_a_plan(request) else found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """When the account's own limit is used up, its owner hears of it, once a day (A26)."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        rates = settings.ACCOUNT_RATE_LIMITS[LOGIN_FAILED].split(",")
        of_account = {LOGIN_FAILED: ",".join(rate for rate in rates if rate.endswith("/key"))}
        left = ratelimit.consume(
            request, app=ACCOUNT_APP, action=LOGIN_FAILED, config=of_account, key=key, dry_run=True
        )
        if not left:
            self._tell_owner(key)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone; allauth adds the Host, and every spelling of it would be a new allowance."""
        return str(credentials.get("email", "")).strip().lower()

    def _tell_owner(self, email: str) -> None:
        try:
            digest = hashlib.sha256(email.encode()).hexdigest()
            throttle.count(f"login-limit-notice:{digest}", limit=1, per=timedelta(days=1))
        except throttle.TooMany:
            return
        owner = User.objects.filter(email=email, is_active=True).first()
        if owner is not None:
            links = {"login_code_url": reverse("account_request_login_code")}
            self.send_mail("account/email/login_limited", email, links | {"user": owner})


def _chose_a_plan(request: HttpRequest) -> bool:
    return settings.STRIPE_ENABLED and signing_up.PLAN in request.session


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Google and Apple, where the operator has set them up."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.SIGNUP == "open")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:120]
        user.language = signing_up.guess_language(request)
        return user


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Passkeys belong to our own name, whatever Host a request says."""

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": str(urlsplit(settings.BASE_URL).hostname), "name": settings.SITE_NAME}


def valid_address(text: str) -> str:
    """The address as text, an IPv4 one in its short form."""
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return "::"
    return str(getattr(ip, "ipv4_mapped", None) or ip)


@receiver(email_confirmed)
def drop_unproved_password(request: HttpRequest, email_address: Any, **_signal: Any) -> None:
    """An address first proved by a log-in code drops the password set before: it may be a stranger's.

    No adapter hook: allauth asks `confirm_email` only when the address is confirmed for its own sake.
    """
    user = email_address.user
    records = get_authentication_records(request, user)
    if records and records[-1]["method"] == "code" and user.last_login is None:
        user.set_unusable_password()
        user.save(update_fields=["password"])


def canonical(url: str) -> str:
    """The same path and query under BASE_URL."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.BASE_URL}{parts.path}{query}"
