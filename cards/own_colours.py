"""Owners' own colours where cards lie together on a page of ours: a rule for each, in one style element (cards 25).

Pure. A named ink needs none of this: `css/tokens-light.css` and `css/tokens-dark.css` know them all.
"""

from collections.abc import Iterable

from cards.inks import shades


def rules(colours: Iterable[str], theme: str) -> str:
    """For whatever says `data-own="#rrggbb"`; `theme` is the person's: light, dark or system. Raises `NotAColour`."""
    own = sorted(set(colours))
    by_day = "".join(_rule(colour, dark=False) for colour in own)
    by_night = "".join(_rule(colour, dark=True) for colour in own)
    if not own or theme == "light":
        return by_day
    if theme == "dark":
        return by_night
    return f"{by_day}@media (prefers-color-scheme:dark){{{by_night}}}"


def _rule(colour: str, *, dark: bool) -> str:
    made = shades(colour)
    act, edge, on_edge = (
        (made.act_dark, made.edge_dark, made.on_edge_dark)
        if dark
        else (made.act_light, made.edge_light, made.on_edge_light)
    )
    return f'[data-own="{colour}"]{{--act:{act};--edge:{edge};--on-edge:{on_edge}}}'
