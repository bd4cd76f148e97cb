"""What holds for every set of answers, shown by a solver: promises, laws, nothing dead."""
