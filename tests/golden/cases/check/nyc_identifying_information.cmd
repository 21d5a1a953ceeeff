args: check ../../examples/policies/nyc/identifying_information.carve
