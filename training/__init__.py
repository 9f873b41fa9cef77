"""The recipe that makes service/models from public treebanks: see README.md."""
