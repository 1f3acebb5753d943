"""Figures for Prometheus: requests by endpoint, the pool of connections, and what other parts count."""

import time
from collections.abc import Iterable

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from geo.database import Database

EXTENSION = "eplan.metrics"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class PoolFigures(Collector):
    """The connection pool at the moment of asking."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def collect(self) -> Iterable[Metric]:
        """Return the pool's figures as gauges."""
        for name, value in self.database.figures().items():
            yield GaugeMetricFamily(f"eplan_pool_{name}", f"Connection pool: {name}", value=value)


def count_requests(app: Flask, database: Database) -> None:
    """Count the app's requests and their durations; the figures are those of this one process."""
    registry = CollectorRegistry()
    registry.register(PoolFigures(database))
    app.extensions[EXTENSION] = registry
    requests = Counter(
        "eplan_requests_total", "Requests answered", ("endpoint", "method", "status"), registry=registry
    )
    seconds = Histogram(
        "eplan_request_seconds", "Time to answer", ("endpoint",), buckets=BUCKETS, registry=registry
    )

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def stop(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, request.method, str(response.status_code)).inc()
        if "started" in g:
            seconds.labels(endpoint).observe(time.perf_counter() - g.started)
        return response
