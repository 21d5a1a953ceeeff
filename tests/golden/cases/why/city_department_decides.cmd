args: why ../../examples/policies/nyc/city.carve hold --scenario "N9: which department it is decides"
