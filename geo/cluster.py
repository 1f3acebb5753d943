"""The private PostgreSQL cluster under the program's home: made, started, stopped, never shared.

PostgreSQL refuses to run as root, so root runs it as the system user `postgres`, who is given just
enough to reach the files. It listens on a Unix socket only.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from geo.database import PORTAL_ROLE
from geo.errors import Unavailable
from geo.settings import Settings, kept_secret, make_home

SYSTEM_USER = "postgres"
DATABASE = "eplan"
OWNER = "eplan_owner"
SOCKET_PATH_LIMIT = 90

CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0777
max_connections = 60
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
effective_cache_size = 4GB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
checkpoint_timeout = 15min
wal_buffers = 64MB
bgwriter_delay = 20ms
bgwriter_lru_maxpages = 1000
bgwriter_lru_multiplier = 4
wal_compression = on
random_page_cost = 1.1
client_connection_check_interval = 5s
jit = off
max_parallel_workers_per_gather = 1
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_min_messages = warning
"""


@dataclass(frozen=True)
class Cluster:
    """A private cluster: where its files are and as whom it runs."""

    home: Path

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / "pg"

    @property
    def log(self) -> Path:
        """PostgreSQL's own log."""
        return self.home / "pg.log"

    @property
    def socket(self) -> Path:
        """The socket's directory: in the home, or in a short path where that is too long for a socket."""
        inside = self.home / "run"
        if len(str(inside)) <= SOCKET_PATH_LIMIT:
            return inside
        digest = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"eplan-{digest}"

    def url(self, role: str) -> str:
        """Return the address at which a role signs in, password included."""
        password = quote(kept_secret(self.home / f"{role}.password"))
        return f"postgresql://{role}:{password}@/{DATABASE}?host={quote(str(self.socket), safe='')}"

    def running(self) -> bool:
        """Whether a server runs on the data directory."""
        pid = self._postmaster()
        return pid is not None and _state(pid) not in ("", "Z")

    def start(self) -> bool:
        """Start the server, making the cluster at the first call; return False when it ran already.

        Raises `Unavailable` with the end of PostgreSQL's log when it does not start.
        """
        self._let_in()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        elif self.running():
            return False
        else:
            self._forget_killed()
        (self.data / "conf.d" / "eplan.conf").write_text(CONFIGURATION)
        self._start()
        self._prepare()
        return True

    def stop(self) -> bool:
        """Stop the server; return False when none ran."""
        if not self.running():
            return False
        self._control("stop", "--mode=fast")
        if self.socket.parent != self.home:
            with suppress(OSError):  # of another's making, or with another's files in it: left as it is
                self.socket.rmdir()
        return True

    def _start(self, tries: int = 5) -> None:
        options = f"-k '{self.socket}'"
        for attempt in range(1, tries + 1):
            done = self._control("start", "-l", str(self.log), "-o", options, "--timeout=120", check=False)
            if done.returncode == 0:
                return
            # After a kill -9 the last backends need a moment before they let go of the shared memory.
            time.sleep(attempt)
        raise Unavailable(
            f"PostgreSQL เริ่มทำงานไม่ได้ ดูบันทึกที่ {self.log}\n{self._log_end()}",
            f"PostgreSQL does not start; see {self.log}\n{self._log_end()}",
        )

    def _postmaster(self) -> int | None:
        """Return the process id that the data directory's lock file names."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _forget_killed(self, patience: int = 50) -> None:
        """Take away the lock of a killed server that nobody buried, once its last backend has gone.

        PostgreSQL clears the lock of a process that is gone by itself, but takes a zombie for alive.
        """
        pid = self._postmaster()
        if pid is None or _state(pid) != "Z":
            return
        for _ in range(patience):
            if not _working_in(self.data):
                (self.data / "postmaster.pid").unlink()
                return
            time.sleep(0.2)

    def _log_end(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-5:])

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        staging = self.home / "pg.new"
        shutil.rmtree(staging, ignore_errors=True)
        self._own(staging)
        run = [*_as_system_user(), str(programs() / "initdb"), "--pgdata", str(staging)]
        # Texts are compared byte by byte, which C.UTF-8 comes to as well, at several times the cost.
        locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--lc-collate=C", "--auth-host=reject"]
        _run(
            [*run, *locale, "--auth-local=scram-sha-256", f"--username={OWNER}", f"--pwfile={self._pwfile()}"]
        )
        self._pwfile().unlink()
        (staging / "conf.d").mkdir()
        with (staging / "postgresql.conf").open("a") as file:
            file.write("\ninclude_dir = 'conf.d'\n")
        staging.rename(self.data)

    def _pwfile(self) -> Path:
        path = self.home / "run" / "pwfile"
        self._own(path.parent)
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(kept_secret(self.home / f"{OWNER}.password"))
            self._give(path)
        return path

    def _prepare(self) -> None:
        """Make the database and the portal's role, each when it is missing."""
        server = self.url(OWNER).replace(f"/{DATABASE}?", "/postgres?")
        password = sql.Literal(kept_secret(self.home / f"{PORTAL_ROLE}.password"))
        if not _ask(server, sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(DATABASE)):
            _ask(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        role = sql.Identifier(PORTAL_ROLE)
        if not _ask(server, sql.SQL("SELECT 1 FROM pg_roles WHERE rolname = {}").format(PORTAL_ROLE)):
            _ask(server, sql.SQL("CREATE ROLE {} NOSUPERUSER NOBYPASSRLS").format(role))
        _ask(server, sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, password))

    def _let_in(self) -> None:
        """Make the directories, and let the system user pass through those that are closed to it."""
        for directory in (self.home, self.socket):
            directory.mkdir(parents=True, exist_ok=True)
        self._own(self.socket)
        if os.geteuid() == 0:
            self.log.touch()
            self._give(self.log)
            for directory in reversed([self.data, *self.data.parents]):
                if directory.exists() and not _passable(directory):
                    _run(["setfacl", "-m", f"u:{SYSTEM_USER}:x", str(directory)])

    def _own(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._give(directory)

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, SYSTEM_USER)

    def _control(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        program = [*_as_system_user(), str(programs() / "pg_ctl"), "--pgdata", str(self.data), "--silent"]
        return _run([*program, *arguments], check=check)


def private_cluster(settings: Settings) -> Cluster:
    """Return the cluster of a home, which is made when missing."""
    return Cluster(make_home(settings))


def _state(pid: int) -> str:
    """Return the state letter of a server's process, empty when the number is nobody's or another's."""
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return rest.split()[0] if name.endswith("(postgres") else ""


def _working_in(directory: Path) -> bool:
    """Whether a living process has a directory as its own, as every backend has the data directory."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == directory:
                return True
        except OSError:
            continue
    return False


def _passable(directory: Path) -> bool:
    test = [*_as_system_user(), "test", "-x", str(directory)]
    return subprocess.run(test, check=False, cwd="/").returncode == 0


def _as_system_user() -> list[str]:
    if os.geteuid() != 0:
        return []
    pwd.getpwnam(SYSTEM_USER)
    return ["runuser", "-u", SYSTEM_USER, "--"]


def programs() -> Path:
    """Return the directory of the newest PostgreSQL installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    program = shutil.which("pg_ctl")
    if program is None:
        raise Unavailable(
            "ไม่พบ PostgreSQL ในเครื่องนี้ ให้รัน make setup ก่อน",
            "PostgreSQL is not installed here; run `make setup` first.",
        )
    return Path(program).resolve().parent


def _ask(url: str, statement: sql.Composed) -> object:
    """Send one statement to the new server, outside any transaction; return its first value."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def _run(command: list[str], check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, check=False, text=True, capture_output=True, cwd="/")
    if check and done.returncode != 0:
        raise Unavailable(
            f"คำสั่ง {command[0]} ไม่สำเร็จ: {done.stderr.strip()}",
            f"{' '.join(command[:4])} failed: {done.stderr.strip()}",
        )
    return done


def owner_url(settings: Settings) -> str:
    """Return the address that migrates and maintains: the private cluster's owner, or the operator's."""
    if settings.database_url:
        return settings.owner_database_url or settings.database_url
    return private_cluster(settings).url(OWNER)


def portal_url(settings: Settings) -> str:
    """Return the address at which the portal works, with the portal's own role where the cluster is ours."""
    return settings.database_url or private_cluster(settings).url(PORTAL_ROLE)
