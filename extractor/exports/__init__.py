"""What leaves the database: tables and the formats they are written in."""
