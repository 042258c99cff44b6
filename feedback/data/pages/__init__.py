"""Settings > Import and export."""
