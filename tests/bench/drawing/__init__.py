"""The canvas and a plain QGraphicsView doing the same with the same journey."""
