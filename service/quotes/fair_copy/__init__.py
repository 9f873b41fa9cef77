"""What stands in a text besides its words: left by who wrote it down, sent it or laid it out."""
