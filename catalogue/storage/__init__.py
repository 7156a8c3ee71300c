"""The truth, in SQLite: the only folder that imports sqlite_utils."""
