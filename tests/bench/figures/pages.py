"""Pages that sum or list: spending by area and the map's list, beside the same asked of the rows."""

import time
from statistics import median
from urllib.parse import quote

from tests.bench.figure import Figure, Result, p95, times
from tests.bench.servers import portal
from tests.bench.stage import Stage
from tests.bench.traffic import ask

PASSES = 15
YEAR = 2569
PAGES = {
    "spending by amphoe, page": f"/spending?level=amphoe&fiscal_year={YEAR}&measure=approved",
    "spending by amphoe, JSON": f"/spending.json?level=amphoe&fiscal_year={YEAR}&measure=approved",
    "spending by authority of a province, JSON": f"/spending.json?level=authority&fiscal_year={YEAR}&area=57",
    "map's list, a town in view": "/projects/rows?bbox=102.05,14.93,102.15,15.02",
    "map's list, the country in view": f"/projects/rows?bbox=97,5,106,21&fiscal_year={YEAR}",
    "home page": "/",
    "search of titles, JSON": f"/projects.json?q={quote('ลานกีฬา')}",
}
BY_AMPHOE = "spending by amphoe, JSON"
FROM_ROWS = """
SELECT amphoe_code, count(*), sum(approved), sum(contracted), sum(paid)
FROM project_fact WHERE published AND fiscal_year = %s GROUP BY 1
"""


def measure(stage: Stage) -> Result:
    """Ask for each page one at a time; the peer of the sums is one statement over the projects' own rows."""
    result = Result()
    with portal(stage, cache_mb=0) as port:
        ask(port, list(PAGES.values()), connections=8, passes=3)
        done = ask(port, list(PAGES.values()), passes=PASSES)
    for at, name in enumerate(PAGES):
        found = [each.answers[at].ms for each in done]
        peer, ratio = "", ""
        if name == BY_AMPHOE:
            rows = _from_rows(stage)
            peer, ratio = f"{rows:.0f} ms", times(rows / median(found))
        result.figures.append(Figure(name, f"{median(found):.0f} ms (p95 {p95(found):.0f})", peer, ratio))
    return result


def _from_rows(stage: Stage) -> float:
    taken = []
    with stage.connected() as connection:
        for _ in range(5):
            begun = time.perf_counter()
            connection.execute(FROM_ROWS, [YEAR - 543]).fetchall()
            taken.append((time.perf_counter() - begun) * 1e3)
    return median(taken)
