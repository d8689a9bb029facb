"""Whose the words of figures and leads are, and how they end (rule 37); with their card: `audience/erasing.py`."""

from typing import Final

from cardsite.kit.personal import KEY, MEMBERS, NOBODYS, SECRET, VISITORS, Registry, told

FIELDS: Final[Registry] = {
    "audience.Event": told({VISITORS: "visitor referrer target country", NOBODYS: "kind filtered device"}),
    "audience.DayTotal": told({NOBODYS: "figure part", VISITORS: "key"}),
    "audience.Salt": told({SECRET: "secret"}),
    "audience.Lead": told(
        {
            KEY: "key",
            VISITORS: "name email phone company note answers folded",
            NOBODYS: "language consent_text status folder",
        }
    ),
    "audience.LeadEntry": told({NOBODYS: "kind", MEMBERS: "text data"}),
    "audience.WeeklyLetter": told({NOBODYS: "said"}),
    "audience.LeadTag": told({MEMBERS: "name"}),
}
