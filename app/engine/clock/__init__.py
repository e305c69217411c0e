"""What the clock brings: appointments of triggers and waits, crowds, and when waits are over."""
