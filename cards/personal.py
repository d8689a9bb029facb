"""Whose the words of cards are, and how they end (rule 37). Of an erased card a row, its name and its codes stay."""

from typing import Final

from cardsite.kit.personal import MEMBERS, NOBODYS, SECRET, VISITORS, End, Registry, Said, Whose, told

BLANKED: Final = Said(Whose.MEMBER, End.BLANKED)
GATE: Final = Said(Whose.MEMBER, End.BLANKED, secret=True)
ADDRESS: Final = Said(Whose.MEMBER, End.STAYS)
STATE: Final = Said(Whose.NOBODY, End.STAYS)

FIELDS: Final[Registry] = {
    "cards.Card": told(
        {
            BLANKED: "name draft preview forward_url folded",
            GATE: "password",
            ADDRESS: "handle",
            STATE: "uid status status_before suspended_for",
        }
    ),
    "cards.Handle": told({ADDRESS: "name", STATE: "state"}),
    "cards.Code": told({BLANKED: "label style files digest reason", STATE: "text state"}),
    "cards.Publication": told({MEMBERS: "document"}),
    "cards.DraftStep": told({MEMBERS: "document"}),
    "cards.Album": told({MEMBERS: "slug title copyright"}),
    "cards.AlbumPhoto": told({MEMBERS: "original filename caption alt credit", NOBODYS: "state reason"}),
    "cards.Attachment": told({MEMBERS: "title stored", NOBODYS: "id"}),
    "cards.Company": told({MEMBERS: "fields", NOBODYS: "everyone"}),
    "cards.Photo": told({MEMBERS: "alt renditions", NOBODYS: "id purpose colour"}),
    "cards.ReservedHandle": told({NOBODYS: "name folded reason"}),
    "cards.Prepared": told({MEMBERS: "email number"}),
    "cards.PrintBundle": told({NOBODYS: "cards parts state missing", SECRET: "stored"}),
    "cards.Report": told({VISITORS: "url words name email key", NOBODYS: "category language state"}),
    "cards.TeamList": told({MEMBERS: "name header rows report", NOBODYS: "mapping state stopped_for"}),
}
