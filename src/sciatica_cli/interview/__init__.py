"""The interview: a session asks the questions of the flow through a prompter."""
