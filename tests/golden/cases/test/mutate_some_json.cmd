args: test policies/mutate.carve --mutants 6 --format json
