"""`make upgrade-check`: the version before and this one side by side, on the tables of this one."""
