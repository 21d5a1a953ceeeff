args: test policies/failing.carve --format json
