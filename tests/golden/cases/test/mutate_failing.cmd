args: test policies/failing.carve --mutate
