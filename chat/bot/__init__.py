"""First answers by an honest bot: optional, always labelled automatic, never in a person's way."""
