"""The manners of the customer's side: kind hints and one-tap words, never in anybody's way."""
