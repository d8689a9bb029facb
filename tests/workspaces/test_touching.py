"""Many changes of which a workspace's pages hear once."""

import pytest

from workspaces.models import Workspace
from workspaces.models.workspace import touched_once

pytestmark = pytest.mark.django_db


def revisions() -> list[int]:
    return list(Workspace.objects.order_by("slug").values_list("revision", flat=True))


def test_touched_once_tells_each_workspace_once_at_its_end(cast):
    before = revisions()
    with touched_once():
        for _change in range(3):
            cast.atelier.touch()
        assert revisions() == before
    assert revisions() == [before[0] + 1, before[1]]
    cast.outpost.touch()
    assert revisions() == [before[0] + 1, before[1] + 1]


def test_after_an_error_nothing_was_touched_and_the_next_touch_counts(cast):
    before = revisions()

    def fail() -> None:
        with touched_once():
            cast.atelier.touch()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert revisions() == before
    cast.atelier.touch()
    assert revisions() == [before[0] + 1, before[1]]
