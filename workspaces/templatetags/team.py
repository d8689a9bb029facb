"""`{% load team %}`: what a member may do, and times as they read them.

{% if request.membership|may:"audit.view" %}   {{ entry.at|clock:user }}
"""

from django import template

from workspaces.access import allowed
from workspaces.clock import clock
from workspaces.models import Membership

register = template.Library()
register.filter("clock", clock)


@register.filter
def may(membership: Membership, verb: str) -> bool:
    return allowed(membership.role, verb)
