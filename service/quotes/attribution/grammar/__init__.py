"""What the grammar knows of reports: cues, what they report, and whose report it is."""
