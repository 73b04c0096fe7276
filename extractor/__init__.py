"""Turns Chinese public documents into records of indicators."""
