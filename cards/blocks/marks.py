"""Brand marks, drawn into the page from the installed files of bootstrap-icons: nothing more is asked for."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from cards.profiles import NETWORKS, Group

_PATH: Final = re.compile(r'<path (?:fill-rule="evenodd" )?d="[^"<>]+"\s*/>')
_OURS: Final = {
    Group.PAYMENT: '<path d="M1.5 3.5h13v9h-13zm0 3h13" fill="none" stroke="currentColor"/>',
    Group.REVIEWS: '<path d="m8 1.8 1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z"'
    ' fill="none" stroke="currentColor"/>',
}
_OTHER: Final = (
    '<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM1.7 8h12.6M8 1.5c-4.5 4-4.5 9 0 13 4.5-4 4.5-9 0-13z"'
    ' fill="none" stroke="currentColor"/>'
)


@cache
def mark(kind: str) -> SafeString:
    """An `<svg>` in the colour of the text around it; a plain sign of ours where the network has none."""
    network = NETWORKS.get(kind)
    drawn = _installed(network.mark) if network and network.mark else ""
    drawn = drawn or (_OURS.get(network.group, _OTHER) if network else _OTHER)
    return mark_safe(f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>')  # noqa: S308  # only paths


def _installed(name: str) -> str:
    """The paths of a file, and nothing else it may hold."""
    found = finders.find(f"marks/{name}.svg")
    return "".join(_PATH.findall(Path(found).read_text(encoding="utf-8"))) if found else ""
