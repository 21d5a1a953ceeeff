args: check ../../examples/policies/nyc/city.carve
