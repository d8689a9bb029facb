"""Tables of the cards app, one module a subject."""

from cards.models.album import Album, AlbumPhoto
from cards.models.attachment import Attachment
from cards.models.card import Card, DraftStep, Publication
from cards.models.card_editor import CardEditor
from cards.models.code import Code
from cards.models.company import Company
from cards.models.handle import Handle
from cards.models.photo import Photo
from cards.models.print_bundle import PrintBundle
from cards.models.report import Report
from cards.models.reserved_handle import ReservedHandle
from cards.models.team_list import Prepared, TeamList

__all__ = [
    "Album",
    "AlbumPhoto",
    "Attachment",
    "Card",
    "CardEditor",
    "Code",
    "Company",
    "DraftStep",
    "Handle",
    "Photo",
    "Prepared",
    "PrintBundle",
    "Publication",
    "Report",
    "ReservedHandle",
    "TeamList",
]
