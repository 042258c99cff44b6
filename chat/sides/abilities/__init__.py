"""What an operator can do besides writing: one module a capability.

Each has a class with `frame_types` and the methods it names, mixed into `OperatorSide`.
"""
