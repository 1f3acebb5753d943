"""Settings of the program, read once from the environment or a `.env` file and passed down."""

import os
import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set; every name is `EPLAN_` + the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="EPLAN_", env_file=".env", extra="ignore", frozen=True)

    database_url: str | None = None
    owner_database_url: str | None = None
    home: Path = Path("var")
    secret_key: str | None = Field(default=None, min_length=16)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    basemap_url: str | None = None
    trusted_proxies: int = Field(default=0, ge=0, le=9)
    tile_cache_mb: int = Field(default=128, ge=0)
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=6, ge=1, le=64)

    @property
    def private_cluster(self) -> bool:
        """Whether the program keeps its own PostgreSQL cluster under its home."""
        return not self.database_url

    @property
    def home_path(self) -> Path:
        """The home as an absolute path."""
        return self.home.absolute()


def make_home(settings: Settings) -> Path:
    """Create the home directory, closed to others, and return it."""
    home = settings.home_path
    home.mkdir(parents=True, exist_ok=True)
    return home


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions, made and kept in the home when none is set."""
    if settings.secret_key:
        return settings.secret_key
    return kept_secret(make_home(settings) / "secret-key")


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file, made at the first call and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()
