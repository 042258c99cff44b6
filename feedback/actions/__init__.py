"""The only places that write and announce. Call them inside the company's scope."""
