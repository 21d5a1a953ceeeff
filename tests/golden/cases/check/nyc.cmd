args: check ../../examples/policies/nyc/guidance.carve
