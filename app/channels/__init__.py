"""The network: composing mails, and the ways they leave."""
