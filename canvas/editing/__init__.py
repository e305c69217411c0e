"""What a person can do to a journey, each as one named step of undo."""
