"""Many records, one a line: recorded answers in, one result or its faults out for each."""
