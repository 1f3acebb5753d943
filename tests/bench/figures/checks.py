"""`eplan check`: every rule over every project of the nation."""

import json

from tests.bench.figure import Figure, Result
from tests.bench.process import measured
from tests.bench.stage import EPLAN, ROOT, Stage

GOAL_SECONDS = 300
TIMEOUT = 540


def measure(stage: Stage) -> Result:
    """Run the command over the nation, province by province as it does."""
    command = [str(EPLAN), "check", "--json"]
    run = measured(command, stage.environment(), TIMEOUT, ROOT)
    report = json.loads(run.output.strip().splitlines()[-1])
    found = ", ".join(f"{count:,} {rule}" for rule, count in report["findings"].items() if count)
    return Result(
        [
            Figure(
                f"all checks over {report['projects']:,} projects",
                f"{run.seconds:.0f} s",
                goal=f"≤ {GOAL_SECONDS} s",
                met=run.seconds <= GOAL_SECONDS,
            )
        ],
        [f"Checks: found {found or 'nothing'}; the command itself held {run.peak_mb:.0f} MB at most."],
    )
