"""How good the attributions are: `python -m benchmarks.quality --help`."""
