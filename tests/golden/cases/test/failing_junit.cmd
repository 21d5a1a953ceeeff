args: test policies/failing.carve --format junit
