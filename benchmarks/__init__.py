"""Commands that print figures: how good the attributions are and how fast they come."""
