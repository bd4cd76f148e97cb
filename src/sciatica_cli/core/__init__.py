"""The clinical engine: standard library only, no input or output, no clock, no terminal."""
