"""A fresh installation with one published card, made by the program's own functions."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# A folder that stays: static files are collected only when they changed.
DATA_DIR = ROOT / "var" / "bench"
COLLECT = "from cardsite import run; run.collect_changed_static_files()"
MAKE = "from bench import make_card; make_card.make()"


@dataclass(frozen=True)
class BenchCard:
    """Where the card lies, and the settings of the installation it belongs to."""

    path: str
    env: dict[str, str]


def make(over: dict[str, str] | None = None) -> BenchCard:
    """`over`: further settings, such as another database."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    for old in DATA_DIR.glob("cardsite.sqlite3*"):
        old.unlink()
    env = os.environ | {
        "BASE_URL": "http://localhost:8000",
        "DATA_DIR": str(DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "cardsite.settings",
        "EMBEDDED_WORKER": "0",
        "LOG_LEVEL": "ERROR",
        **(over or {}),
    }
    _manage(env, "migrate", "--verbosity", "0")
    _manage(env, "shell", "--verbosity", "0", "-c", f"{COLLECT}\n{MAKE}")
    return BenchCard("/bench-card", env)


def _manage(env: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:2])} failed:\n{done.stderr[-2000:]}")
