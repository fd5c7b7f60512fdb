"""A month of faults: no entry lost that a feed held at two polls, none judged twice."""
