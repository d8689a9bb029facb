"""allauth's mails in our frame: its plain text, read paragraph by paragraph, becomes a letter."""

import re
from typing import Final

from workspaces.letters import Letter

_CODE: Final = re.compile(r"(?:[A-Z0-9]{3,4}-)+[A-Z0-9]{3,4}|\d{6,9}")
_SIGNATURE: Final = "\n-- \n"
_LINK: Final = re.compile(r"https?://\S+")
_ROW: Final = re.compile(r"- ([^:\n]{1,60}): (.*)")


def read(subject: str, body: str, labels: dict[str, str], *, otherwise: str, signed: str) -> Letter:
    """`labels` say what opens at an address; one that is not there is called `otherwise`."""
    said: list[str] = []
    rows: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    code = ""
    for paragraph in re.split(r"\n\s*\n", body.partition(_SIGNATURE)[0].strip()):
        words: list[str] = []
        for line in paragraph.splitlines():
            if _CODE.fullmatch(line.strip()):
                code = line.strip()
            elif _LINK.fullmatch(line.strip()):
                links.append((labels.get(line.strip(), otherwise), line.strip()))
            elif row := _ROW.fullmatch(line.strip()):
                rows.append((row[1], row[2]))
            else:
                words.append(line.strip())
        if sentence := " ".join(filter(None, words)):
            said.append(sentence)
    return Letter(subject, subject, said, rows, links, code=code, signed=signed)
