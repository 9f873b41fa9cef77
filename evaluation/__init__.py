"""What the answers are measured with: annotated texts, the matching of what was found with them, and figures."""
