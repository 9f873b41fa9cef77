"""What the grammar knows: which words may be cues, what they report, and who their sources are."""
