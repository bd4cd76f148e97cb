"""The same rules in other languages, each translated through `core.lower`."""
