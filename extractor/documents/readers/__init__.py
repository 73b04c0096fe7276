"""Readers: from the bytes of a file to the documents in it, one function a format."""
