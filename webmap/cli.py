"""The command line: `eplan`, its groups, and what a refusal looks like there."""

import errno
import json
import sys
import tempfile
from importlib import import_module
from typing import Any

import click

from geo.errors import EplanError, Refused

REFUSED = 1
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
"""Errors of the machine's disk that an operator can do something about."""

# Where each command lives, imported only when it is called: starting is quick, whatever a command needs.
COMMANDS = {
    "up": "webmap.commands.up:up",
    "serve": "webmap.commands.up:serve",
    "migrate": "webmap.commands.up:migrate",
    "db": "webmap.commands.db:db",
    "demo": "webmap.commands.demo:demo",
    "load": "webmap.commands.load:load",
    "export": "webmap.commands.export:export",
    "locate": "webmap.commands.locate:locate",
    "check": "webmap.commands.check:check",
    "account": "webmap.commands.account:account",
    "setting": "webmap.commands.setting:setting",
    "synth": "webmap.commands.synth:synth",
    "backup": "webmap.commands.backup:backup",
    "restore": "webmap.commands.backup:restore",
}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def __init__(self, places: dict[str, str], **rest: Any) -> None:
        super().__init__(**rest)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command


@click.group(cls=Commands, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eplan", prog_name="eplan")
def eplan() -> None:
    """eplan: project tracking on the map for Thai local government."""


def main() -> None:
    """Run the command line; exit with 0 done, 1 refused (nothing changed), 2 wrong usage."""
    try:
        status = eplan.main(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except EplanError as error:
        _say_refused(error)
        sys.exit(REFUSED)
    except OSError as error:
        if error.errno not in DISK:
            raise
        _say_refused(_of_disk(error))
        sys.exit(REFUSED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _of_disk(error: OSError) -> Refused:
    where = error.filename or tempfile.gettempdir()
    return Refused(
        f"เขียนหรืออ่าน {where} ไม่ได้ ({error.strerror}) ตรวจที่ว่างและสิทธิ์ แล้วลองใหม่",
        f"{where} cannot be written or read ({error.strerror}); check space and rights, then try again.",
    )


def _say_refused(error: EplanError) -> None:
    if "--json" in sys.argv:
        answer = {"error": {"kind": type(error).__name__, "thai": error.thai, "english": error.english}}
        click.echo(json.dumps(answer, ensure_ascii=False))
    click.echo(str(error), err=True)
