"""A questionnaire as expressions of narwhals, which many engines of data frames run natively."""
