"""Practice with a simulated customer, in the real console, where no real customer can be met.

scenario.py: what a scenario is, and what makes one valid; shipped.py and scenarios/: those that
come along; hearing.py: what an operator's message does; temper.py: what that does to the customer;
voice.py: how the customer puts it; customer.py: the customer. All of these are pure.

starting.py, playing.py and finishing.py: one practice chat from its beginning to its end;
copying.py: what of the company is there to work with; gating.py: practice before real chats;
pages.py and the rest: the doors.
"""
