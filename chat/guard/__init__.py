"""Against floods of strangers, without asking anybody anything: while a company's chat runs hot,
each browser works out a small sum before it may become a visitor or write on. Nothing is kept of
who they are, no address is looked at."""
