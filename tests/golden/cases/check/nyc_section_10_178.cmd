args: check ../../examples/policies/nyc/section_10_178.carve
