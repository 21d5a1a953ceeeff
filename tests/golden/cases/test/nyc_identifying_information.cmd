args: test ../../examples/policies/nyc/identifying_information.carve
