"""Many records judged at once, as bits: the one judge behind `batch` and `frames`."""
