"""What a person or a program sees of an assessment: blocks first, then one small writer a format."""
