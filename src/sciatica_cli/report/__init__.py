"""Turns an assessment into blocks, and blocks into each format that a report can have."""
