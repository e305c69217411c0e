"""What becomes of messages that were decided: gate, outbox, accounts, retries, a person's decisions."""
