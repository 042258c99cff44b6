"""A company that leaves: nobody gets in from then on, and two weeks later everything of it goes.

`asking` begins and takes back, `erasing` is what a worker does when the time is up, `tables` knows
in which order. PostgreSQL refuses both a shorter time and to erase before it is up (migration
0013), also what is otherwise only ever added to.
"""
