"""The benchmark (`make bench`): a synthetic nation in a cluster of its own, every figure beside its peer."""
