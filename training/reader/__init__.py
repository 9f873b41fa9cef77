"""Trains the reader (quotes.nlp.reader): its data, how they are varied, its losses, and the loop."""
