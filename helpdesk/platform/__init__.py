"""Django admin for whoever runs the product: companies and their plans, never what they say."""
