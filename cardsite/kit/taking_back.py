"""Files that are stored before the row that names them: when they are taken back, and when not (rule 35; F17, F18)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import InterfaceError, OperationalError


@contextmanager
def or_take_back(undo: Callable[[], object]) -> Iterator[None]:
    """`undo` when the row cannot be written; whatever it raises, the first failure is the one to tell.

    Not when the database fell silent: perhaps it has committed, and a row would name a file that is gone. What turns
    out to be an orphan is collected by night.
    """
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except BaseException:
        with suppress(Exception):
            undo()
        raise
