"""The database in a browser: Datasette with our metadata, dashboards and document pages."""
