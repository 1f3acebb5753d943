"""Figures of this process's tiles, for Prometheus."""

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from layers.tiles.store import TileStore


class TileFigures(Collector):
    """How many tiles were found in memory and how many made, and how the memory stands."""

    def __init__(self, store: TileStore) -> None:
        self._store = store

    def collect(self) -> Iterable[Metric]:
        """Return the figures of the moment."""
        tiles = CounterMetricFamily("eplan_tiles", "Tiles answered", labels=("how",))
        for how, number in self._store.answered().items():
            tiles.add_metric((how,), number)
        yield tiles
        yield GaugeMetricFamily(
            "eplan_tile_cache_bytes", "Bytes of tiles in memory", value=self._store.kept_bytes()
        )
        listening = self._store.watch.is_listening()
        yield GaugeMetricFamily(
            "eplan_tile_listening", "Whether changes are heard of at once", value=float(listening)
        )
