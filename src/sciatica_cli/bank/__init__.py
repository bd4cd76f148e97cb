"""From `questions.yaml` to a checked Questionnaire, and its compiled copy."""
