args: test ../../examples/policies/nyc/city.carve
