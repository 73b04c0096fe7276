"""Documents: from bytes to decoded, folded and mended text that leads back to its source."""
