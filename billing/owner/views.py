"""The plan of a workspace: its page, a change with its amount, and the page that waits for Stripe (P7, P8)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from billing import bill_words, choices, gateway, standing, subscribing, words
from billing.choices import Choice, NotOffered
from billing.gateway import StripeTrouble
from billing.models import Subscription
from billing.owner import asking, page
from billing.owner.forms import ChoiceForm, read_stamp, stamp
from billing.subscribing import AlreadySo, AlreadySubscribed, NothingToChange, Overtaken
from billing.syncing import sync
from cardsite.kit import throttle
from workspaces.access import needs
from workspaces.models import User, Workspace

View = Callable[..., HttpResponseBase]

LOOKS_A_MINUTE: Final = 60
"""How often a page that waits may make us ask Stripe, in one workspace."""


def where_sold(view: View) -> View:
    """Without Stripe there is no such page (P1). Its forms lead to Stripe's pages, so these may be gone to."""

    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.STRIPE_ENABLED:
            raise Http404
        answer = view(request, *args, **kwargs)
        answer._csp_update = {"form-action": settings.STRIPE_PAGES}  # type: ignore[attr-defined]  # read by django-csp
        return answer

    return found


@needs("billing.manage")
@require_http_methods(["GET", "HEAD", "POST"])
@where_sold
def billing(request: HttpRequest) -> HttpResponse:
    """The plan, what is used, what can be chosen; POST does what a button says."""
    workspace = _workspace(request)
    act = ACTS.get(request.POST.get("act", ""))
    if request.method != "POST" or act is None:
        row = Subscription.objects.first() or Subscription(workspace=workspace)
        status = 422 if request.method == "POST" else 200
        return render(request, "billing/owner/billing.html", _context(request, row), status=status)
    try:
        return act(request, workspace)
    except AlreadySubscribed:
        return _to_portal(request, workspace)
    except (StripeTrouble, NothingToChange, Overtaken, NotOffered) as refused:
        messages.error(request, why(refused))
        return redirect("billing", workspace.slug)


def _context(request: HttpRequest, row: Subscription) -> dict[str, Any]:
    return page.context(_workspace(request), row, page.Asked.read(request.GET))


def _subscribe(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """On to the page where Stripe takes the payment."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.refusal)
        return redirect("billing", workspace.slug)
    back = settings.BASE_URL + reverse("billing_done", args=[workspace.slug])
    away = settings.BASE_URL + _unpaid(workspace, form.choice)
    url = subscribing.begin(workspace=workspace, choice=form.choice, by=_member(request), back=back, away=away)
    return _see(url)


def _unpaid(workspace: Workspace, choice: Choice) -> str:
    """The page of the plan, with a choice at hand for which nothing was paid."""
    return f"{reverse('billing', args=[workspace.slug])}?{page.Asked.of(choice).query}"


def _to_portal(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """Invoices and payment cards are kept by Stripe."""
    row = subscribing.mine(workspace)
    if not row.customer_id:
        raise NothingToChange
    back = settings.BASE_URL + reverse("billing", args=[workspace.slug])
    return _see(gateway.portal(customer=row.customer_id, back=back))


def _resume(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    subscribing.resume(row=subscribing.mine(workspace), by=_member(request))
    messages.success(request, _("Your plan goes on."))
    return redirect("billing", workspace.slug)


def _keep(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    subscribing.keep(row=subscribing.mine(workspace), by=_member(request))
    messages.success(request, _("Your plan stays as it is."))
    return redirect("billing", workspace.slug)


ACTS: Final[dict[str, Callable[[HttpRequest, Workspace], HttpResponse]]] = {
    "subscribe": _subscribe,
    "portal": _to_portal,
    "resume": _resume,
    "keep": _keep,
}


@needs("billing.manage")
@require_http_methods(["GET", "HEAD", "POST"])
@where_sold
def billing_change(request: HttpRequest) -> HttpResponse:
    """What a change costs and when it counts; POST makes it, for the amount that was shown."""
    workspace = _workspace(request)
    row = subscribing.mine(workspace)
    form = ChoiceForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        messages.error(request, form.refusal)
        return redirect("billing", workspace.slug)
    try:
        at = read_stamp(request.POST.get("stamp", ""), form.choice) if request.method == "POST" else None
        if at is None:
            return _shown(request, row, form.choice)
        subscribing.change(row=row, choice=form.choice, at=at, by=_member(request))
    except Overtaken:
        messages.info(request, _("This amount was shown a while ago. Here is today's."))
        return _shown(request, row, form.choice)
    except (StripeTrouble, NothingToChange, NotOffered) as refused:
        messages.error(request, why(refused))
        return redirect("billing", workspace.slug)
    _say_change(request, row, form.choice)
    return redirect("billing", workspace.slug)


def _say_change(request: HttpRequest, row: Subscription, choice: Choice) -> None:
    """As Stripe has it now; a change that waits for its payment is told by the banner."""
    if row.chosen == choice:
        messages.success(request, _("Your plan is %(plan)s now.") % {"plan": words.of_choice(choice)})
    elif row.later:
        messages.success(request, _("Your plan changes on %(day)s. Until then you can take this back.") % _day(row))


def _shown(request: HttpRequest, row: Subscription, choice: Choice) -> HttpResponse:
    at = int(timezone.now().timestamp())
    found = subscribing.preview(row=row, choice=choice, at=at)
    context = asking.of_change(_workspace(request), row, found, choice)
    return render(request, "billing/owner/change.html", context | {"stamp": stamp(choice, at)})


def _day(row: Subscription) -> dict[str, str]:
    """When what is paid for ends."""
    return {"day": bill_words.day(row.period_end) if row.period_end else ""}


@needs("billing.manage")
@require_http_methods(["GET", "HEAD", "POST"])
@where_sold
def billing_cancel(request: HttpRequest) -> HttpResponse:
    """Asks first: what ends, on which day, and what stays; POST ends the plan with its period (P8)."""
    workspace = _workspace(request)
    row = subscribing.mine(workspace)
    try:
        if request.method != "POST" and row.chosen and row.may_end:
            return render(request, "billing/owner/cancel.html", asking.of_end(workspace, row, row.chosen))
        if request.method != "POST":
            raise NothingToChange
        row = subscribing.cancel(row=row, by=_member(request))
        messages.success(request, _what_ends(row))
    except (StripeTrouble, NothingToChange) as refused:
        messages.error(request, why(refused))
    return redirect("billing", workspace.slug)


def _what_ends(row: Subscription) -> str:
    """Where a payment is open, the days are in the banner: there are two."""
    if row.kept_until:
        return _("Your plan is cancelled, and nothing new is charged. You can take this back.")
    return _("Your plan ends on %(day)s. Until then you can take this back.") % _day(row)


@needs("billing.manage")
@require_safe
@where_sold
def billing_done(request: HttpRequest) -> HttpResponse:
    """Back from Stripe: "processing" until it is known, by the same sync as everywhere; grants nothing by itself.

    Waits only for what was paid.
    """
    workspace = _workspace(request)
    row = subscribing.mine(workspace)
    if _is_coming(workspace, row):
        return render(request, "billing/owner/done.html", {"workspace": workspace})
    chosen = choices.read(row.checkout_choice)
    url = reverse("billing", args=[workspace.slug])
    if subscribing.finish(row):
        _thank(request, row)
    elif chosen and not row.is_live and not row.subscription_id:
        url = _unpaid(workspace, chosen)
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return redirect(url)
    answer = HttpResponse()
    answer["HX-Redirect"] = url
    return answer


def _is_coming(workspace: Workspace, row: Subscription) -> bool:
    try:
        throttle.count(f"billing-look:{workspace.pk}", limit=LOOKS_A_MINUTE, per=timedelta(minutes=1))
        return subscribing.is_coming(sync(row))
    except (StripeTrouble, throttle.TooMany):  # the event will come, and the page asks again
        return bool(row.checkout_id) and row.status not in standing.RUNNING


def _thank(request: HttpRequest, row: Subscription) -> None:
    said = {"plan": words.of_choice(row.chosen) if row.chosen else ""} | _day(row)
    messages.success(request, _("Thank you. %(plan)s: paid until %(day)s.") % said)


def why(refused: Exception) -> str:
    """In words that say the remedy."""
    if isinstance(refused, gateway.Declined):
        return _("Your bank refused the payment. Use another card.")
    if isinstance(refused, gateway.Unreachable):
        return _("Stripe, which takes our payments, does not answer. Nothing was changed; try again in a few minutes.")
    if isinstance(refused, Overtaken):
        return _("Another choice was made in another window. Look at your plan and choose again.")
    if isinstance(refused, NotOffered):
        return _("This plan cannot be chosen at the moment. Write to us if you need it.")
    if isinstance(refused, AlreadySo):
        return _already(refused.choice)
    if isinstance(refused, NothingToChange):
        return _("There is nothing to change: no plan is paid for here, or it ends already.")
    return _("Stripe, which takes our payments, refused this. Nothing was changed; write to us if it stays so.")


def _already(choice: Choice) -> str:
    if not choice.by_member:
        return _("You pay for %(plan)s already. Choose another plan.") % {"plan": words.of_choice(choice)}
    said = ngettext(
        "You pay for %(number)d member already. Write another number.",
        "You pay for %(number)d members already. Write another number.",
        choice.seats,
    )
    return said % {"number": choice.seats}


def _see(url: str) -> HttpResponse:
    """303: whatever was sent, the next page is read."""
    answer = redirect(url)
    answer.status_code = 303
    return answer


def _workspace(request: HttpRequest) -> Workspace:
    found: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    return found


def _member(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
