"""What is sent to us is weighed before it is read."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast

LIMIT = 42_000_000


@pytest.mark.parametrize("path", ["/accounts/login/", "/w/atelier/cards/new/", "/ada", "/nothing/here"])
def test_a_body_larger_than_any_we_ask_for_is_refused_unread(cast: Cast, path: str):
    """rule 32; the announced length decides, for anybody and before any log-in"""
    client = Client()
    answer = client.generic("POST", path, b"a=1", CONTENT_LENGTH=str(LIMIT + 1))
    assert (settings.BODY_BYTES, answer.status_code) == (LIMIT, 413)
    assert "We take up to 42 MB at once." in answer.content.decode()
    assert client.generic("POST", path, b"a=1").status_code != 413
