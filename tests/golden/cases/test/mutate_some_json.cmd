args: test policies/mutate.carve --mutants 60 --format json
