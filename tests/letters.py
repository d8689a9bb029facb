"""The letters that a run sends: a whole run fails where one of them is sent by no test; `--letters=FOLDER` keeps
an example of each, to be looked at.

Tests see nothing of it: a letter remembers who wrote it, and is noted when it is handed to the outbox.
"""

import dataclasses
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from tests.letter_writers import ROOMS, wanted
from tests.servers import ROOT

_SENT: Final[set[str]] = set()
_WHOLE: Final = {"markexpr": "not proof", "keyword": "", "postgres": None, "lf": False, "deselect": None}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--letters", metavar="FOLDER", help="keep an example of each letter that is sent")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """After `tests/conftest.py`, which sets Django up."""
    from django.core.mail import EmailMessage  # noqa: PLC0415  # needs Django set up

    from workspaces import letters  # noqa: PLC0415  # as above

    folder = Path(config.getoption("--letters")) if config.getoption("--letters") else None
    kind: Any = letters.Letter
    sending: Any = letters
    message: Any = EmailMessage
    init, mail, send = kind.__init__, sending.mail, message.send

    def noted_init(self: Any, *args: Any, **named: Any) -> None:
        init(self, *args, **named)
        object.__setattr__(self, "writers", list(_writers(sys._getframe(1))))

    def noted_mail(letter: Any, *args: Any) -> Any:
        made: Any = mail(letter, *args)
        made.writers = letter.writers
        return made

    def noted_send(self: Any, *args: Any, **named: Any) -> Any:
        if names := getattr(self, "writers", None) or _account_letter(sys._getframe(1)):
            _SENT.update(names)
            if folder:
                _keep(self, names, folder)
        return send(self, *args, **named)

    kind.__init__, sending.mail, message.send = noted_init, noted_mail, noted_send


def _writers(frame: FrameType | None) -> Iterator[str]:
    """Functions of ours from the letter outwards. One with a foot is a copy: its writers are those of the first."""
    while frame:
        code, names = frame.f_code, frame.f_locals
        if code.co_filename == dataclasses.__file__:
            yield from getattr(names.get("obj", names.get("self")), "writers", [])
            return
        path = Path(code.co_filename)
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts) + f":{code.co_qualname}"
            yield name
            if isinstance(verb := names.get("verb"), str):
                yield f"{name}({verb})"
        frame = frame.f_back


def _account_letter(frame: FrameType | None) -> list[str]:
    """allauth's letters are templates."""
    while frame and "template_prefix" not in frame.f_locals:
        frame = frame.f_back
    return [frame.f_locals["template_prefix"]] if frame else []


def _keep(message: Any, names: list[str], folder: Path) -> None:
    """One of a writer, language and make-up."""
    html = str(message.alternatives[0][0]) if message.alternatives else ""
    language = "".join(re.findall(r'<html lang="([a-z-]+)"', html))
    make_up = (names, len(re.findall("<(?:p|tr|a|blockquote)[ >]", html)), sorted(message.extra_headers))
    number = hashlib.sha256(repr(make_up).encode()).hexdigest()[:6]
    module = names[0].partition(":")[0]
    own = [name.rpartition(":")[2] for name in names if name.startswith(module) and "<lambda>" not in name]
    stem = re.sub(r"[^\w()-]+", ".", ".".join([module, *reversed(own)]).replace("<locals>.", ""))[:150]
    folder.mkdir(parents=True, exist_ok=True)
    parts = {".html": html.encode(), ".txt": str(message.body).encode(), ".eml": message.message().as_bytes()}
    for ending, content in parts.items():
        (folder / f"{stem}.{language}.{number}{ending}").write_bytes(content)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A worker tells the controller, which names what was not sent; a whole run that went well must send everything."""
    config: Any = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["letters"] = sorted(_SENT)
        return
    whole = _is_whole(config) and exitstatus == pytest.ExitCode.OK
    if (whole or config.getoption("--letters")) and (missing := wanted() - _SENT):
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"\nNo test sent these letters: {', '.join(sorted(missing))}", red=whole)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED if whole else session.exitstatus


def _is_whole(config: pytest.Config) -> bool:
    said = all(config.getoption(name, default) == default for name, default in _WHOLE.items())
    return said and config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.getoption("collectonly")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _SENT.update(getattr(node, "workeroutput", {}).get("letters", ()))
