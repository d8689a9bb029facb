"""The program's settings, with more patience for a lock: on a busy machine the last of many must not be sent away."""

from cardsite.kit.postgres import PatientConnection
from cardsite.settings import *  # noqa: F403
from cardsite.settings import DATABASES

_options = DATABASES["default"].get("OPTIONS", {})
if "options" in _options:  # PostgreSQL
    _options["options"] = "-c statement_timeout=30000 -c lock_timeout=20000"
    _options["pool"] |= {"timeout": 30}
    PatientConnection.patience = 31
