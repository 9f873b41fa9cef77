"""Archives: runs that are broken off and go on, and how fast and how large one is."""
