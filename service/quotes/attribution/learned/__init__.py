"""What the report model predicts, and the candidates that it proposes."""
