"""Why is this time not offered? (B18)"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings.availability import Wish
from bookings.owner.booking_forms import WhyForm
from bookings.owner.why_words import why as explained
from cards.editor.finding import member, role_of
from cards.models import Card
from workspaces.access import allowed, needs
from workspaces.moments import moment_words


@needs("bookings.view")
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """`service`, `calendar`, `date` and `time` in the query; the first rule that hides the time, in a sentence."""
    asked = bool(request.GET.get("time"))
    form = WhyForm(request.GET) if asked else WhyForm(initial=request.GET.dict())
    context: dict[str, object] = {"form": form, "may_edit": allowed(role_of(request), "bookings.edit")}
    if asked and form.is_valid():
        data, user = form.cleaned_data, member(request)
        wish = Wish(service=data["service"], calendars=(data["calendar"],))
        context |= {
            "asked": True,
            "when": moment_words(data["at"], data["calendar"].zone, user),
            "why": explained(wish, data["at"], timezone.now(), user),
            "offers": wish.service.bookable and wish.service.offerings.filter(calendar=data["calendar"]).exists(),
            "card": Card.objects.get_queryset().kept().filter(status="published").first(),
        }
    return render(request, "bookings/owner/why.html", context, status=422 if form.errors else 200)
