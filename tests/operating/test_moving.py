"""From SQLite to PostgreSQL, with the whole demonstration."""

import pytest

from cardsite.operating import moving
from tests.engines import Postgres
from tests.servers import Server, manage
from workspaces.models import User

DIGESTS = """
from cardsite.operating.moving import digest, rows, tables
for table in tables():
    print(table._meta.db_table, rows(table, "default").count(), digest(table, "default"))
"""


def told(server: Server, code: str) -> list[str]:
    return server.manage("shell", "--no-imports", "--command", code).splitlines()


@pytest.mark.processes
@pytest.mark.proof
def test_the_demonstration_arrives_whole_and_goes_on(make_server, postgres: Postgres):
    """Counts and digests of every table; keys go on where they were; cards answer and codes open them."""
    before = make_server(DEMO="1")
    before.manage("seed")
    url = postgres.create("moved")
    try:
        said = manage(before.env, "move_to_postgres", url)
        assert said.splitlines()[-1].endswith("Write DATABASE_URL into the environment, then start.")
        after = make_server(DEMO="0", DATABASE_URL=url, EMBEDDED_WORKER="0")
        was = told(before, DIGESTS)
        assert told(after, DIGESTS) == was
        assert sum(int(line.split()[1]) for line in was) > 500
        after.start()
        ((code,),) = after.rows("SELECT text FROM cards_code ORDER BY id LIMIT 1")
        assert after.get("/ada").status == 200
        assert after.get(f"/q/{code}").status == 302
        newest = after.rows("SELECT max(id) FROM workspaces_user")[0][0]
        made = told(after, "from workspaces.models import User; print(User.objects.create_user('new@post.example').pk)")
        assert int(made[0]) > newest
        with pytest.raises(AssertionError, match="not empty"):
            manage(before.env, "move_to_postgres", url)
        after.stop()
    finally:
        postgres.drop("moved")


@pytest.mark.django_db
def test_a_digest_tells_any_change(django_user_model: type[User]):
    """The comparison can fail."""
    person = django_user_model.objects.create_user("ada@example.com")
    first = moving.digest(User, "default")
    assert moving.digest(User, "default") == first
    User.objects.filter(pk=person.pk).update(name="Ada")
    assert moving.digest(User, "default") != first
