"""The figures of yesterday or of last week, by mail, for whoever asked for them."""
