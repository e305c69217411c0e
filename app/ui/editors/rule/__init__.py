"""The rule editor: rules read like sentences, whose words can be changed."""
