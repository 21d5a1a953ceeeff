args: test ../../examples/policies/nyc/section_14_154.carve
