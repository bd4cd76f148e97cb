"""The checks that a person has chosen to keep, to compare the next one with them."""
