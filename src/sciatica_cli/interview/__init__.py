"""The interview: a session drives the flow through a prompter."""
