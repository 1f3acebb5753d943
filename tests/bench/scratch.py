"""A database beside the nation's: its areas and authorities, and no project."""

from tests.bench.process import CommandFailed, Run, measured
from tests.bench.stage import EPLAN, ROOT, Stage, tambon_file

SCRATCH = "bench_scratch"
TIMEOUT = 180


def scratch(stage: Stage) -> list[str]:
    """Make the database anew; return the levels of area that it has, tambon where their file is at hand."""
    stage.fresh_database(SCRATCH)
    command = [str(EPLAN), "synth", "--projects", "0"]
    measured(command, stage.environment(SCRATCH), TIMEOUT, ROOT)
    if tambon_file() is not None:
        try:
            load_tambon(stage)
        except CommandFailed:
            return ["provinces", "amphoe"]
        return ["provinces", "amphoe", "tambon"]
    return ["provinces", "amphoe"]


def load_tambon(stage: Stage) -> Run:
    """Load the tambon into the scratch database with `eplan load areas`."""
    command = [str(EPLAN), "load", "areas", str(tambon_file()), "--level", "tambon"]
    return measured(command, stage.environment(SCRATCH), TIMEOUT, ROOT)
