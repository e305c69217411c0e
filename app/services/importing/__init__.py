"""Tables of contacts and events, as spreadsheets write them, into a workspace."""
