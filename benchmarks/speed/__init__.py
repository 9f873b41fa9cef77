"""How fast the attributions come: `python -m benchmarks.speed --help`."""
