"""The outline: the journey as indented text beside the canvas, edited by keyboard."""
