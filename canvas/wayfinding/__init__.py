"""Finding the way in a journey: search, problems, the path to a step, the camera."""
