"""`/t/<slug>/reviews/`: doors around feedback/actions."""
