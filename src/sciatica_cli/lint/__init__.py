"""For authors of a questions file: diagnostics, the JSON Schema of the file, and proofs."""
