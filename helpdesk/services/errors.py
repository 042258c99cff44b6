class Unavailable(Exception):
    """Something the operator of this machine has to change; the message is one line."""
