"""The finder of browser libraries: the listed files and nothing else of node_modules."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardsite.kit.npm_files import NpmFilesFinder


@pytest.fixture
def finder(settings, tmp_path: Path) -> NpmFilesFinder:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "listed.js").write_text("export {}")
    (tmp_path / "pack" / "secret.js").write_text("")
    settings.NPM_ROOT = tmp_path
    settings.NPM_FILES = {"vendor/pack.js": "pack/listed.js"}
    return NpmFilesFinder()


def test_finder_lists_only_what_is_listed(finder, tmp_path):
    listed = [(name, storage.path(name)) for name, storage in finder.list([])]
    assert listed == [("vendor/pack.js", str(tmp_path / "pack" / "listed.js"))]
    assert finder.check() == []


def test_finder_finds_by_public_name_only(finder, tmp_path):
    assert finder.find("vendor/pack.js") == str(tmp_path / "pack" / "listed.js")
    assert finder.find("vendor/pack.js", find_all=True) == [str(tmp_path / "pack" / "listed.js")]
    assert finder.find("pack/secret.js") == []
    assert finder.find("vendor/../pack/secret.js") == []


def test_finder_names_a_missing_file_and_the_remedy(finder, tmp_path):
    (tmp_path / "pack" / "listed.js").unlink()
    with pytest.raises(ImproperlyConfigured, match=r"pack/listed\.js.*`make run` fetches them"):
        finder.list([])
    assert [error.id for error in finder.check()] == ["cardsite.E001"]
