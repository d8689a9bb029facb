"""What is wrong with a file or a card in it, in words that name the remedy (cards 23)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.importing.found import CARDS_MAX, Kind, Remark, Unreadable

FILES: Final[dict[str, str | Promise]] = {
    "table": gettext_lazy(
        "People come from a table. Send a .csv file, or take the tick away to make cards without invitations."
    ),
    "people": gettext_lazy("There are too many people in this file. Send at most 400 at a time."),
    "empty": gettext_lazy("There is no card in this file."),
    "large": gettext_lazy("This file is larger than 5 MB. Split it, or export it without pictures."),
    "binary": gettext_lazy("This is no file of contacts. Choose a .vcf, .csv or .json file."),
    "workbook": gettext_lazy("This is a workbook. Save it as CSV in your spreadsheet, and send that."),
    "damaged": gettext_lazy("This file is damaged and cannot be read. Export it once more."),
    "foreign": gettext_lazy(
        "This JSON file is not an export of a card. Choose one made by “Export text (JSON)” in a card's menu."
    ),
    "version": gettext_lazy("This export was made by a newer version and cannot be read here."),
    "columns": gettext_lazy(
        "No column names a person or a company. Begin with a line that names the columns, such as: "
        "First name, Last name, Company, Phone, E-mail"
    ),
    "header": gettext_lazy("The first line does not name the columns. Add such a line."),
    "twice": gettext_lazy("Two columns have the same name. Rename one of them."),
    "rows": gettext_lazy("There are too many rows in this file. Split it."),
    "cell": gettext_lazy("A cell of this table is too long."),
    "quote": gettext_lazy("A quotation mark in this table is never closed. Save the table once more."),
}
REMARKS: Final[dict[Kind, str | Promise]] = {
    Kind.NAMELESS: gettext_lazy("No name: neither a person nor a company"),
    Kind.UNSAFE: gettext_lazy("A card must not lead there: %(detail)s"),
    Kind.TRUNCATED: gettext_lazy("The file ends in the middle of this contact"),
    Kind.NO_ADDRESS: gettext_lazy("No e-mail address to invite"),
    Kind.BAD_ADDRESS: gettext_lazy("Nobody can be invited at: %(detail)s"),
    Kind.SAME_ADDRESS: gettext_lazy("The same e-mail address as in line %(detail)s"),
    Kind.NO_KEY: gettext_lazy("No number of your own for this person"),
    Kind.SAME_KEY: gettext_lazy("The same number as in line %(detail)s"),
    Kind.PHONE: gettext_lazy("Phone not understood: %(detail)s"),
    Kind.EMAIL: gettext_lazy("E-mail address not understood: %(detail)s"),
    Kind.LINK: gettext_lazy("Link not understood: %(detail)s"),
    Kind.BIRTHDAY: gettext_lazy("Birthday not understood: %(detail)s"),
    Kind.SHORTENED: gettext_lazy("Too long for a card, shortened: %(detail)s"),
    Kind.MANY: gettext_lazy("More entries than a card holds; the last ones are left out"),
    Kind.PICTURE: gettext_lazy("The picture is not in the file and is left out"),
    Kind.UNKEPT: gettext_lazy("A card has no place for: %(detail)s"),
}


def of_file(unreadable: Unreadable) -> str:
    if unreadable.reason == "many":
        return _("There are more than %(limit)d cards in this file. Split it.") % {"limit": CARDS_MAX}
    said = str(FILES.get(unreadable.reason, FILES["damaged"]))
    return f"{said} {_('(line %(line)d)') % {'line': unreadable.line}}" if unreadable.line else said


def of_remark(remark: Remark) -> str:
    return str(REMARKS[remark.kind]) % {"detail": remark.detail}
