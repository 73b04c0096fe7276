"""The database: its tables, its migrations, how documents are loaded."""
