"""What every test may ask for: a database on either engine, real Redis and PostgreSQL, the running program.

Default: SQLite on a file. `pytest --postgres`: the same tests on a real PostgreSQL, started once for all workers.
"""

import gc
import hashlib
import os
import shutil
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import TransactionTestCase

from tests.engines import Postgres, Redis, StartedPostgres
from tests.servers import DATABASE, ROOT, Server, clean_environment, collect_static, copied, migrated, run_python
from tests.shared import Shared, locked

if TYPE_CHECKING:
    from tests.cast import Cast

pytest_plugins = ["tests.browser", "tests.letters"]

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATA_DIR = Path(tempfile.mkdtemp(prefix=f"cardsite-tests-{WORKER}-"))
CACHE = ROOT / ".pytest_cache" / "cardsite"
DATABASE_FIXTURES = {"db", "transactional_db"}
SHARED = Shared()
#: What a migrated database is made of; when it changes, another is made.
MIGRATED_BY = ("*/migrations/*.py", "*/guards.py", "*/log_guard.py", "requirements.txt")

surroundings = clean_environment()
for name in set(os.environ) - set(surroundings):
    del os.environ[name]
os.environ |= {
    "DATA_DIR": str(DATA_DIR),
    "DJANGO_SETTINGS_MODULE": "cardsite.settings",
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "PYTHONTZPATH": "",
}
zoneinfo.reset_tzpath(())  # the rules of the tzdata package, not of this machine
hypothesis.settings.register_profile("untimed", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("untimed")  # what an example takes is the machine's affair


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        nargs="?",
        const="rows",
        choices=["rows", "all"],
        help="run on PostgreSQL instead of SQLite: what works on rows, or `all` that meets a database",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up: the engine, and hashed static files shared by all workers."""
    CACHE.mkdir(parents=True, exist_ok=True)
    if WORKER == "main":
        with locked(CACHE / "static.lock"):
            collect_static(CACHE)
        if config.getoption("--postgres"):
            os.environ["TEST_POSTGRES"] = running_postgres().url("cardsite")
    if url := os.environ.get("TEST_POSTGRES"):
        os.environ["DATABASE_URL"] = url
    (DATA_DIR / "static").symlink_to(CACHE / "static")
    django.setup()
    _empty_without_guards()
    django_settings.WHITENOISE_AUTOREFRESH = True  # or every test client reads the whole folder of static files
    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 8  # KiB, the least there is: a tenth of a second less for each password


def _empty_without_guards() -> None:
    """The log refuses to be emptied after a test: guards are dropped before, and Django's `flush` makes them anew."""
    from workspaces import guards  # noqa: PLC0415  # needs Django set up

    cases: Any = TransactionTestCase
    flush = cases._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        guards.drop(connection)
        flush(case)

    cases._fixture_teardown = teardown


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice the processors where real processes are waited for; what works on rows alone never waits."""
    return (1 if config.getoption("--postgres") == "rows" else 2) * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The slow waiters first, so that the others fill their pauses. On PostgreSQL only what meets a database."""
    items.sort(key=lambda item: item.get_closest_marker("processes") is None)
    if config.getoption("--postgres"):
        pages_too = config.getoption("--postgres") == "all"
        left = {item for item in items if not meets_database(item) or (asks_pages(item) and not pages_too)}
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector of garbage need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def meets_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return not DATABASE_FIXTURES.isdisjoint(fixtures) or item.get_closest_marker("django_db") is not None


def asks_pages(item: pytest.Item) -> bool:
    """It looks at answers rather than at rows; its module speaks of Django's test client."""
    return "client" in getattr(item, "fixturenames", ()) or hasattr(getattr(item, "module", None), "Client")


def pytest_xdist_setupnodes() -> None:
    """Workers must not inherit this, or pytest-django reads the settings before they have a DATA_DIR of their own."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
    if WORKER == "main":
        SHARED.end()


def running_postgres() -> Postgres:
    """The PostgreSQL of this run, started when it is first asked for."""

    def start() -> dict[str, Any]:
        started = StartedPostgres(SHARED.folder / "postgres")
        return {"pid": started.process.leave_running(), "port": started.port}

    return Postgres(SHARED.once("postgres", start)["port"])


def migrated_folder() -> Path:
    """A folder with a migrated, empty SQLite file; made once for these migrations."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MIGRATED_BY for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    with locked(CACHE / "template.lock"):
        return migrated(CACHE / f"template-{digest.hexdigest()[:16]}")


def migrated_database(postgres: Postgres) -> str:
    """The name of a migrated, empty database on `postgres`."""

    def make() -> dict[str, Any]:
        url = postgres.create("cardsite_template")
        run_python(clean_environment() | {"DATA_DIR": str(DATA_DIR), "DATABASE_URL": url}, "-m", "tests.fresh_tables")
        return {"name": "cardsite_template"}

    name: str = SHARED.once("migrated", make)["name"]
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A copy of a migrated database. SQLite on a file: the very one that a server started on DATA_DIR opens."""
    database: dict[str, Any] = django_settings.DATABASES["default"]
    test = database.setdefault("TEST", {})
    if "sqlite" in database["ENGINE"]:
        test["NAME"] = str(database["NAME"])
        shutil.copy(migrated_folder() / DATABASE, test["NAME"])
    else:
        postgres = running_postgres()
        postgres.create(test.get("NAME") or f"test_{database['NAME']}", migrated_database(postgres))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """It is thrown away with its folder or its engine."""
    return True


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A real PostgreSQL, whatever engine the run uses. Others work on it: a test breaks its own database alone."""
    return running_postgres()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)])
def engine(request: pytest.FixtureRequest) -> Postgres | None:
    """Both databases, as the argument of `make_server`; of PostgreSQL `make test` starts those that name it."""
    return running_postgres() if request.param == "postgresql" else None


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """A real Redis of this worker; a test that stops it starts it again."""
    redis = Redis()
    yield redis
    redis.remove()


@pytest.fixture
def redis_url(redis: Redis) -> str:
    """The address of an empty Redis."""
    redis.empty()
    return redis.url


@pytest.fixture(scope="session")
def template() -> Path:
    """Where the migrated SQLite file lies that new servers copy."""
    return migrated_folder()


@pytest.fixture
def make_server(template: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Installations with an own empty database: `make_server(REDIS_URL=redis_url)`; not started yet.

    With `postgres=postgres` on a database of its own there, else on SQLite. All are stopped at the end.
    """
    servers: list[Server] = []
    dropping: list[Callable[[], None]] = []

    def make(postgres: Postgres | None = None, workers: int = 1, **env: str) -> Server:
        number = len(servers)
        data_dir = copied(template, tmp_path / f"data-{number}", CACHE / "static")
        if postgres:
            database = f"server_{WORKER}_{next(DATABASE_NUMBERS)}"
            env["DATABASE_URL"] = postgres.create(database, migrated_database(postgres))
            dropping.append(lambda: postgres.drop(database))
        servers.append(Server(data_dir, env, workers))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()
    for drop in dropping:
        drop()


DATABASE_NUMBERS = count()


@pytest.fixture
def cast(db: None) -> "Cast":
    """Ada, Ben, Eve, Vera and Cleo with their workspaces; see `tests/cast.py`."""
    from tests.cast import make_cast  # noqa: PLC0415  # models need Django set up, which comes after this file

    return make_cast()


@pytest.fixture(scope="session")
def site_server(django_db_setup: None) -> Iterator[Server]:
    """The program on this worker's database, for all its tests. It remembers no page: tests change what pages show."""
    own = {"SECRET_KEY": django_settings.SECRET_KEY, "EMBEDDED_WORKER": "0", "PAGES_REMEMBERED": "0"}
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        own["DATABASE_URL"] = os.environ["TEST_POSTGRES"].rpartition("/")[0] + f"/{name}"
    server = Server(DATA_DIR, own)
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture
def site(transactional_db: None, site_server: Server, settings: Any) -> Server:
    """The program running on this test's own data and media: what the test writes by the ORM, the site shows.

    Nothing works at its queue: a test that wants a drawing draws it.
    """
    settings.BASE_URL, settings.CANONICAL_HOST = site_server.url, site_server.url.partition("://")[2]
    return site_server


@pytest.fixture(scope="session")
def demo(template: Path) -> Server:
    """The demonstration with its seeded workspaces, running; for tests of all workers that only look."""
    data_dir, own = SHARED.folder / "demo", {"DEMO": "1"}

    def start() -> dict[str, Any]:
        server = Server(copied(template, data_dir, CACHE / "static"), own)
        server.manage("seed")
        return {"port": server.start().port, "pid": server.web.leave_running()}

    return Server(data_dir, own, port=SHARED.once("demo", start)["port"])
