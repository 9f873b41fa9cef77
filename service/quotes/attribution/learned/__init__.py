"""What the report model sees, and the candidates that it proposes."""
