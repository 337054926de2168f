"""A demo register: a fictional operator, dated to the day on which it is asked for."""
