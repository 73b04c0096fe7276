"""The commands, one module each: each parses, calls one thing and hands what came to be printed."""
