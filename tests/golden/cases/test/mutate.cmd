args: test policies/mutate.carve --mutate
