"""The page of all journeys, and the three ways to begin."""
