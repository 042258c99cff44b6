"""How days and times are written in the languages where Django's own formats do not fit ours."""
