"""What a person or a program sees of an assessment: blocks first, then a writer a format."""
