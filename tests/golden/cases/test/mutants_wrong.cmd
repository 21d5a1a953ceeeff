args: test policies/mutate.carve --mutants none
