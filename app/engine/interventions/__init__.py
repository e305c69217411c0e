"""What reaches into journeys from outside: moves to another version, pauses, time away, erasures."""
