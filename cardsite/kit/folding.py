"""Text as a search compares it: without case and accents, alike on both databases (SQLite folds ASCII only). Pure."""

import unicodedata


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))
