args: check ../../examples/policies/nyc/section_9_205.carve
