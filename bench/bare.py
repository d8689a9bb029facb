"""The web server with an application of three lines: what of a request's cost is not ours.

`BARE_PAGE` names the file with the bytes it answers.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(os.environ["BARE_PAGE"]).read_bytes()
ETAG: Final = '"bare"'
UNCHANGED: Final = [("ETag", ETAG), ("Cache-Control", "no-cache")]
HEADERS: Final = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE))), *UNCHANGED]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH") == ETAG:
        start_response("304 Not Modified", UNCHANGED)
        return []
    start_response("200 OK", HEADERS)
    return [PAGE]
