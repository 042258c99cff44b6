"""What whoever runs the product may do to a company, and what the company sees of it."""
