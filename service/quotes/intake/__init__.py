"""What arrives and where its characters stand."""
