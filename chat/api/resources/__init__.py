"""What the API is about, one module each. Views parse and answer; actions and forms do the rest."""
