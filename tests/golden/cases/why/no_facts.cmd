args: why ../../examples/policies/nyc/guidance.carve share_information
