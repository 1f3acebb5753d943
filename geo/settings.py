"""Settings of the program, read once from the environment or a `.env` file and passed down."""

import fcntl
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from geo.errors import Refused

_POSTGRESQL = re.compile(
    r"postgres(?:ql)?://(?:[^@/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*)(?::[0-9]+)?(?:/[^#]*)?(?:\?[^#]*)?"
)


class Settings(BaseSettings):
    """What an operator may set; every name is `EPLAN_` + the field in capitals.

    Raises `Refused` for a value that will not do.
    """

    model_config = SettingsConfigDict(env_prefix="EPLAN_", env_file=".env", extra="ignore", frozen=True)

    database_url: str | None = None
    owner_database_url: str | None = None
    home: Path = Path("var")
    secret_key: str | None = Field(default=None, min_length=16)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    basemap_url: str | None = None
    offline: bool = True
    trusted_proxies: int = Field(default=0, ge=0, le=9)
    tile_cache_mb: int = Field(default=128, ge=0)
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=6, ge=1, le=64)

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise _unfit(error) from error

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        """Take either spelling of a PostgreSQL address, and nothing else."""
        if not url:
            return None
        if not _POSTGRESQL.fullmatch(url):
            raise ValueError("it must look like postgresql://user:password@host:5432/database")
        return f"postgresql://{url.partition('://')[2]}"

    @property
    def private_cluster(self) -> bool:
        """Whether the program keeps its own PostgreSQL cluster under its home."""
        return not self.database_url

    @property
    def home_path(self) -> Path:
        """The home as an absolute path."""
        return self.home.absolute()


def make_home(settings: Settings) -> Path:
    """Create the home directory and return it; raises `Refused` where that is not possible."""
    home = settings.home_path
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or error
        raise Refused(
            f"สร้างโฟลเดอร์ {home} ไม่ได้ ({why}) ให้กำหนด EPLAN_HOME เป็นโฟลเดอร์ที่เขียนได้",
            f"The folder {home} cannot be made ({why}); set EPLAN_HOME to one that may be written.",
        ) from error
    return home


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions, made and kept in the home when none is set."""
    if settings.secret_key:
        return settings.secret_key
    return kept_secret(make_home(settings) / "secret-key")


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file, made at the first call and readable by its owner only.

    Two processes that ask at once get the same one; a file left empty by a kill is filled.
    """
    with suppress(FileNotFoundError):
        if kept := path.read_text().strip():
            return kept
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip() or secrets.token_urlsafe(32)
        file.seek(0)
        file.write(kept)
    return kept


def _unfit(error: ValidationError) -> Refused:
    """Name the settings that will not do, never with their values, which may be secret."""
    told = "; ".join(
        f"EPLAN_{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors()
    )
    return Refused(
        f"ค่าตั้งใช้ไม่ได้ {told} แก้ในตัวแปรสภาพแวดล้อมหรือแฟ้ม .env",
        f"Settings will not do: {told}. Mend them in the environment or in .env.",
    )
