"""The contacts page: the table, one contact, and the import of tables."""
