args: test policies/failing.carve
