"""The recipe that makes service/quotes/models from public treebanks: see README.md."""
