args: test ../../examples/policies/nyc/section_9_131.carve
