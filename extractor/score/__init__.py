"""Measuring: label files, records held against them, and what is told of it."""
