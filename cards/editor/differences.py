"""What changed between two documents, in the words of the editor (cards 22)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks import registry
from cards.company import dressed, worn_by
from cards.content import Block, Document
from cards.editor.forms import IdentityForm

SAID_AT_MOST: Final = 4
NAME: Final = frozenset(
    {"prefix", "given", "middle", "family", "suffix", "display_name", "family_first"}
    | {"phonetic_given", "phonetic_family"}
)
PARTS: Final = {
    "type": gettext_lazy("Person or company"),
    "phones": gettext_lazy("Phones"),
    "emails": gettext_lazy("E-mail"),
    "addresses": gettext_lazy("Addresses"),
    "links": gettext_lazy("Links"),
    "profiles": gettext_lazy("Profiles"),
    "portrait": gettext_lazy("Portrait"),
    "logo": gettext_lazy("Logo"),
    "cover": gettext_lazy("Cover"),
    "design": gettext_lazy("Design"),
    "main_act": gettext_lazy("Main button"),
    "greeting": gettext_lazy("WhatsApp greeting"),
    "language": gettext_lazy("Language of the card"),
    "search": gettext_lazy("Search engines"),
    "visibility": gettext_lazy("Who sees what"),
    "from_company": gettext_lazy("What comes from the company"),
}


def changed(before: Document, after: Document) -> list[str]:
    """The parts that differ, each once, in the order of the page."""
    alike = dressed(before, worn_by(after)).model_copy(update={"from_company": before.from_company})
    company = [_("Company changed")] if alike != before else []
    parts = [str(word) for name, word in PARTS.items() if getattr(alike, name) != getattr(after, name)]
    return list(dict.fromkeys([*company, *_identity(alike, after), *parts, *_blocks(alike, after)]))


def in_words(before: Document, after: Document) -> str:
    """`Name, Phones`; a long list ends in dots, and nothing changed is nothing said."""
    parts = changed(before, after)
    return ", ".join(parts[:SAID_AT_MOST] + ["…"] * (len(parts) > SAID_AT_MOST))


def _identity(before: Document, after: Document) -> Iterator[str]:
    for name, field in IdentityForm.base_fields.items():
        if getattr(before.identity, name, None) != getattr(after.identity, name, None):
            yield _("Name") if name in NAME else str(field.label)


def _blocks(before: Document, after: Document) -> Iterator[str]:
    """Added, removed, hidden and rewritten ones by their kind; then whether those that stayed stand otherwise."""
    old, new = ({block.id: block for block in document.blocks or registry.USUAL} for document in (before, after))
    for name in new | old:
        if old.get(name) != new.get(name):
            yield _("Block: %(name)s") % {"name": _label(new.get(name) or old[name])}
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield _("Order of the blocks")


def _label(block: Block) -> str:
    kind = registry.kinds().get(block.kind)
    return str(kind.label) if kind else block.kind
