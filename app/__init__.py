"""Stellwerk: draw a customer journey, try it, publish it, let it run."""
