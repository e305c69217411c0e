"""Properties that hold for random journeys and contacts."""
