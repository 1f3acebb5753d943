"""The database that tests use: one migrated template a session, one fast clone of it a test that asks."""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from psycopg import sql
from psycopg.rows import DictRow, dict_row
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from geo.cluster import OWNER, private_cluster
from geo.database import Database
from geo.migrate import migrate
from geo.settings import Settings
from layers.code_tables import sync

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
MEMORY = Path("/dev/shm")  # noqa: S108  Linux keeps it in memory
ENOUGH = 3 * 2**30


def shared(name: str) -> Path:
    """Return a file of the team's real data, or skip the test where the folder is absent."""
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the real data file {name} is not on this machine")
    return path


class _Shares(LoadScopeScheduling):  # type: ignore[misc]
    """What goes to one worker: a file's tests, or all that draw in a browser, which fills a core."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Shares:
    """Share the tests out among the workers."""
    return _Shares(config, log)


class _Compiled(BytecodeCache):
    """Templates as they were compiled before, by name and source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Every test's portal is a new one; what all of them would compile alike is compiled once."""
    kept, make = _Compiled(), Flask.create_jinja_environment

    def make_keeping(app: Flask) -> Environment:
        environment = make(app)
        environment.bytecode_cache = kept
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "create_jinja_environment", make_keeping)
        yield


@pytest.fixture(scope="session")
def server_url(worker_id: str) -> Iterator[str]:
    """The address of a server on which databases may be made."""
    settings = Settings()
    if settings.database_url:
        yield settings.owner_database_url or settings.database_url
        return
    cluster = private_cluster(Settings(home=_test_home(settings, worker_id)))
    started = cluster.start()
    _hurry(cluster.url(OWNER))
    yield cluster.url(OWNER)
    if started:
        cluster.stop()
        shutil.rmtree(cluster.home, ignore_errors=True)


def _test_home(settings: Settings, worker: str) -> Path:
    """Return the home of a worker's own cluster: in memory where there is room, for many clones."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        checkout = sha256(str(settings.home_path).encode()).hexdigest()[:12]
        return MEMORY / f"eplan-test-{os.getuid()}-{checkout}-{worker}"
    return settings.home_path / f"test-{worker}"


def _hurry(url: str) -> None:
    """Let the tests' server wait for no disk: what it holds is worth nothing after a crash."""
    unsafe = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "256MB"}
    with psycopg.connect(_named(url, "postgres"), autocommit=True) as server:
        for name, value in unsafe.items():
            setting = sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
            server.execute(setting)
        server.execute("SELECT pg_reload_conf()")


def _named(url: str, name: str) -> str:
    return psycopg.conninfo.make_conninfo(url, dbname=name)


def _as_url(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return head.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a migrated database with the code lists, to be cloned."""

    name = f"eplan_test_{os.getpid()}_{uuid4().hex[:6]}"
    with psycopg.connect(_named(server_url, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        migrate(_as_url(server_url, name), ROOT / "layers" / "migrations")
        with psycopg.connect(_as_url(server_url, name)) as connection:
            sync(connection)
        yield name
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """The owner's address of an empty, migrated database of this test's own."""
    name = f"{template}_{uuid4().hex[:6]}"
    with psycopg.connect(_named(server_url, "postgres"), autocommit=True) as server:
        clone = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        server.execute(clone.format(sql.Identifier(name), sql.Identifier(template)))
        yield _as_url(server_url, name)
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The portal's pool on this test's database."""
    database = Database(database_url, size=4).open()
    yield database
    database.close()


@pytest.fixture
def owner(database_url: str) -> Iterator[psycopg.Connection[DictRow]]:
    """The owner's connection, each statement committed at once; row-level security does not bind it."""
    with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as connection:
        connection.execute("SELECT set_config('eplan.account', '1', false)")
        yield connection
