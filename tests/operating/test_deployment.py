"""Containers, units and proxy say what the program and its papers say."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.servers import ROOT, clean_environment

BIN = Path(sys.executable).parent
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
SETTING = re.compile(r"^([A-Z][A-Z0-9_]+)=", re.MULTILINE)
ELSEWHERE = {"PATH", "POSTGRES_USER", "POSTGRES_PASSWORD", "CARDSITE_SITE", "CARDSITE_WEB"}


def explained() -> set[str]:
    return set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text()))


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return read


def words_of(unit: Path) -> list[list[str]]:
    """The command lines of a unit."""
    return [shlex.split(line) for line in re.findall(r"^ExecStart(?:Pre)?=(.+)$", unit.read_text(), re.MULTILINE)]


def test_every_setting_that_is_set_is_explained():
    examples = SETTING.findall((ROOT / "deploy" / "cardsite.env.example").read_text())
    assert len(examples) > 10
    units = [name for unit in UNITS for name in re.findall(r"^Environment=(\w+)=", unit.read_text(), re.MULTILINE)]
    image = re.findall(
        r"\b([A-Z_]+)=", "".join(re.findall(r"^ENV .+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    )
    composed = [name for service in compose()["services"].values() for name in service.get("environment", {})]
    assert {*examples, *units, *image, *composed} - explained() - ELSEWHERE == set()


def test_compose_runs_what_the_units_run():
    """web, worker, beat: the same programs with the same words, but for where they listen and how many they are"""
    assert set(compose()["services"]) == {"prepare", "web", "worker", "beat", "postgres", "redis", "caddy"}
    for name, unit in (("web", "cardsite-web"), ("worker", "cardsite-worker@"), ("beat", "cardsite-beat")):
        contained = shlex.split(compose()["services"][name]["command"])
        (*_before, ours) = words_of(ROOT / "deploy" / "systemd" / f"{unit}.service")
        assert Path(ours[0]).name == contained[0]
        assert {word for word in contained if word[:2] == "--"} <= {word for word in ours if word[:2] == "--"}
        assert contained[-1] == ours[-1] or name in {"worker", "beat"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_units_start_programs_that_are_there(unit: Path):
    for program, *words in words_of(unit):
        inside = program.partition("/srv/cardsite/app/")[2]
        assert (ROOT / inside).exists() if inside else program == "/bin/sh"
        assert [word for word in words if word.startswith("/srv/cardsite/app/") and not at_home(word).exists()] == []
    assert "User=cardsite" in unit.read_text()


def at_home(word: str) -> Path:
    return ROOT / word.removeprefix("/srv/cardsite/app/")


def test_the_image_copies_what_is_there_and_runs_as_nobody_special():
    text = (ROOT / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert re.findall(r"^USER (\w+)$", text, re.MULTILINE) == ["cardsite"]
    assert "DEMO=0" in text
    assert {".git", "var", ".venv", "node_modules", ".env", "*.env"} <= set(hidden())  # secrets above all


def hidden() -> list[str]:
    """What the image never holds."""
    return (ROOT / ".dockerignore").read_text().split()


def test_the_image_installs_from_what_it_has_copied_by_then(tmp_path: Path):
    """`make` finds all that `make install` is made of; its steps are not run, for they ask the network."""
    before, _install, _after = (ROOT / "Dockerfile").read_text().partition("RUN make install")
    for line in re.findall(r"^COPY (.+)$", before, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, tmp_path / target)
            else:
                shutil.copy(ROOT / source, tmp_path / target)
    steps = subprocess.run(["make", "-n", "install"], check=False, capture_output=True, text=True, cwd=tmp_path)
    assert (steps.returncode, "-r requirements.txt" in steps.stdout, "pybabel" in steps.stdout) == (0, True, True), (
        steps
    )


@pytest.mark.proof
def test_the_program_starts_from_what_the_image_holds(tmp_path: Path):
    """The checkout without what `.dockerignore` hides: nothing of the program lies in the tests."""
    listed = subprocess.run(["git", "ls-files"], check=True, cwd=ROOT, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        if name.partition("/")[0] not in hidden() and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()}.isdisjoint(hidden())
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")  # `make install` has fetched them
    own = clean_environment() | {"DATA_DIR": str(tmp_path / "data"), "DEMO": "0", "BASE_URL": "https://cards.example"}
    program = (
        "import cardsite.run, cardsite.celery, cardsite.wsgi; from django.core.management import call_command as c"
    )
    command = [sys.executable, "-c", f"{program}; c('check')"]
    own |= {"DJANGO_SETTINGS_MODULE": "cardsite.settings", "EMBEDDED_WORKER": "0"}
    said = subprocess.run(command, check=False, cwd=tmp_path, env=own, capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (0, "System check identified no issues (0 silenced).\n"), said.stderr


def test_the_proxy_understands_its_file(tmp_path: Path):
    """Caddy's own judgement of `deploy/Caddyfile`."""
    own = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "CARDSITE_SITE": "cards.example"}
    command = [str(BIN / "caddy"), "adapt", "--validate", "--config", str(ROOT / "deploy" / "Caddyfile")]
    said = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | own)
    assert (said.returncode, "cards.example" in said.stdout) == (0, True)


def test_old_backups_go(tmp_path: Path):
    """35 days, for they hold what people have had erased; a name that is none of ours stays."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (python := tmp_path / ".venv" / "bin" / "python").write_text('#!/bin/sh\nmkdir "$3"\n')
    python.chmod(0o755)
    backups = tmp_path / "backups"
    for name, days in (("2026-01-01T034000", 40), ("2026-01-20T034000", 30), ("kept", 40)):
        (backups / name).mkdir(parents=True)
        subprocess.run(["touch", "--date", f"{days} days ago", str(backups / name)], check=True)
    subprocess.run(["sh", str(ROOT / "deploy" / "backup.sh"), str(backups)], check=True, cwd=tmp_path)
    left = {path.name for path in backups.iterdir()}
    assert (len(left), {"2026-01-20T034000", "kept"} <= left) == (3, True)


def test_the_unit_reloads_without_an_end():
    """What is written for systemd: migrated and collected first, then one process after the other"""
    unit = (ROOT / "deploy/systemd/cardsite-web.service").read_text()
    steps = [line.partition("=")[2] for line in unit.splitlines() if line.startswith("ExecReload=")]
    assert [step.split()[-1 if "kill" in step else 2] for step in steps] == ["migrate", "collectstatic", "$MAINPID"]
    assert "--respawn-interval 10 " in unit
