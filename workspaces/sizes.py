"""Bytes as people say them, in the same thousands in which plans count them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from workspaces.plans import GIGABYTE, MEGABYTE


def in_words(count: int) -> str:
    """“500 MB”, “1.2 GB”, “0.3 MB”; what is there is never said to be nothing."""
    unit, name = (GIGABYTE, _("%(size)s GB")) if count >= GIGABYTE else (MEGABYTE, _("%(size)s MB"))
    tenths = max(-(-count * 10 // unit), 0)
    whole, rest = divmod(tenths, 10)
    return name % {"size": number_format(f"{whole}.{rest}" if rest else whole)}
