"""Actions: steps that write to a contact or change what is known about them."""
