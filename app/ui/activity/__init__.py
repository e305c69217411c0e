"""The page Activity: what needs a decision, the outbox, what is planned, what has happened."""
