"""What of a card can be searched for: its name, title, company, handle and e-mail addresses, folded. Pure."""

from collections.abc import Mapping
from typing import Any

from cardsite.kit.folding import folded


def search_text(draft: Mapping[str, Any], name: str, handle: str) -> str:
    """Of a draft as it is stored."""
    who = draft.get("identity", {})
    said = [name, who.get("title"), who.get("department"), who.get("organisation"), handle]
    addresses = [one.get("address") for one in draft.get("emails", ())]
    return folded(" ".join(text for text in [*said, *addresses] if text))
