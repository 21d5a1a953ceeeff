args: test ../../examples/policies/nyc/guidance.carve --mutate
