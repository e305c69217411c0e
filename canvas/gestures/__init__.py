"""Gestures: each is an object with start, move, end and cancel, testable without a mouse."""
