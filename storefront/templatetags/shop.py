"""`{% load shop %}`: what every page of a shop's owner says for a day after its WhatsApp number was changed (A30).

{% shop_banner %}
"""

from typing import Any

from django import template
from django.utils import timezone

from cards.editor.finding import role_of
from cards.phones import readable
from storefront.chat_number import recent_change
from storefront.shops import shop_here
from workspaces.access import allowed

register = template.Library()


@register.inclusion_tag("storefront/owner/shop_banner.html", takes_context=True)
def shop_banner(context: dict[str, Any]) -> dict[str, Any]:
    """Empty where nothing was changed."""
    request = context["request"]
    shop = getattr(request, "shop", None) or shop_here()
    change = recent_change(shop, timezone.now()) if shop else None
    if shop is None or change is None:
        return {}
    return {
        "request": request,
        "change": change,
        "by": (change.by.name or change.by.email) if change.by else "",
        "number": readable(shop.whatsapp) if shop.whatsapp else "",
        "before": readable(change.before) if change.before != shop.whatsapp else "",
        "may_edit": allowed(role_of(request), "shop.edit"),
    }
