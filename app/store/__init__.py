"""The workspace: tables, opening and migrating, rules as SQL, and what is read and written."""
