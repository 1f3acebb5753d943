"""`python -m etl.boundaries OUT_DIR`: build the boundaries that we ship (`data` for the repository)."""

from pathlib import Path

import click

from etl.boundaries.build import build
from geo.errors import EplanError


@click.command()
@click.argument("out_dir", type=click.Path(file_okay=False, path_type=Path))
def main(out_dir: Path) -> None:
    """Build the demonstration boundaries and tambon names into OUT_DIR."""
    try:
        written = build(out_dir)
    except EplanError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(f"{path}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
