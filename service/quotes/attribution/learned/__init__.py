"""What the reader proposes: candidates beside those of the grammar."""
