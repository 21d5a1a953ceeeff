args: why ../../examples/policies/nyc/city.carve share_information --scenario "approved, all three permit it"
