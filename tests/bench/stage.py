"""Where the benchmark plays: a private cluster under `var/bench`, with the nation and a scratch database."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from geo.cluster import DATABASE, OWNER, Cluster, private_cluster
from geo.settings import Settings

ROOT = Path(__file__).parents[2]
HOME = ROOT / "var" / "bench"
PROJECTS = 2_000_000
IMPORT_ROWS = 1_000_000
TAMBONS = ROOT.parent / "shared" / "data" / "cod-ab" / "tha_admbnda_adm3_rtsd_20220121.zip"
EPLAN = Path(sys.executable).with_name("eplan")


@dataclass(frozen=True)
class Stage:
    """The cluster's home, and how much is put on."""

    home: Path
    projects: int
    import_rows: int

    @property
    def cluster(self) -> Cluster:
        """The private cluster."""
        return private_cluster(Settings(home=self.home))

    @property
    def full(self) -> bool:
        """Whether this is the benchmark proper, not a trial of it."""
        return self.projects >= PROJECTS and self.import_rows >= IMPORT_ROWS

    def url(self, database: str = DATABASE) -> str:
        """Return the owner's address of a database of the cluster."""
        return self.cluster.url(OWNER).replace(f"/{DATABASE}?", f"/{database}?")

    def environment(self, database: str | None = None, **more: object) -> dict[str, str]:
        """Return what our commands run with: the cluster's home, or one database of it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EPLAN_")}
        kept["EPLAN_HOME"] = str(self.home)
        if database is not None:
            kept["EPLAN_DATABASE_URL"] = self.url(database)
        return kept | {name: str(value) for name, value in more.items()}

    @contextmanager
    def connected(self, database: str = DATABASE) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """Connect as the owner, each statement committed at once."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            yield connection

    def fresh_database(self, name: str) -> None:
        """Make an empty database in the cluster, dropping the one of that name."""
        self.drop_database(name)
        with self.connected("postgres") as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drop a database of the cluster, where there is one of that name."""
        with self.connected("postgres") as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def stage_of(environment: dict[str, str]) -> Stage:
    """Read how much is wanted from BENCH_PROJECTS and BENCH_ROWS."""
    projects = int(environment.get("BENCH_PROJECTS", PROJECTS))
    rows = int(environment.get("BENCH_ROWS", min(projects, IMPORT_ROWS)))
    return Stage(Path(environment.get("BENCH_HOME", HOME)), projects, rows)


@contextmanager
def raised(stage: Stage) -> Iterator[None]:
    """Have the cluster run; stop it at the end if this started it."""
    started = stage.cluster.start()
    try:
        yield
    finally:
        if started:
            stage.cluster.stop()


def build(stage: Stage) -> float | None:
    """Build the nation; return the seconds it took, or None where it stands already from an earlier run.

    Its places are found in tambon too where their file is at hand, which is loaded before.
    """
    if _standing(stage) == stage.projects:
        _eplan(stage, "migrate")
        return None
    stage.fresh_database(DATABASE)
    _eplan(stage, "migrate")
    file = tambon_file()
    if file is not None:
        _eplan(stage, "load", "areas", str(file), "--level", "tambon")
    begun = time.perf_counter()
    _eplan(stage, "synth", "--projects", str(stage.projects))
    return time.perf_counter() - begun


def tambon_file() -> Path | None:
    """Return the published file of tambon, if it is at hand."""
    file = Path(os.environ.get("BENCH_TAMBONS", TAMBONS))
    return file if file.exists() else None


def _eplan(stage: Stage, *words: str) -> None:
    subprocess.run(
        [str(EPLAN), *words], env=stage.environment(), check=True, timeout=1_200, cwd=ROOT, stdout=sys.stderr
    )


def room(stage: Stage, name: str) -> Path:
    """Return an empty directory for a part's files."""
    path = stage.home / "files" / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def _standing(stage: Stage) -> int:
    try:
        with stage.connected() as connection:
            row = connection.execute("SELECT count(*) FROM project").fetchone()
    except psycopg.Error:
        return -1
    return int(str(row[0])) if row else -1
