args: why ../../examples/policies/nyc/city.carve hold --scenario "N9: a possible match without a warrant, the police"
