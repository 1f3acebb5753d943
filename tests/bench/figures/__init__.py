"""The figures that the benchmark measures, a module each: `measure(stage)` returns a `Result`."""
