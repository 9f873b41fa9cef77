"""Who is who: mentions, names and the entities that they refer to."""
