"""What the keyboard can do on the canvas, a part each: walking, linking, looking around."""
