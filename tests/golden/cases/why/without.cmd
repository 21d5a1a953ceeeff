args: why ../../examples/policies/nyc/guidance.carve share_information --without convicted_in_custody --facts ../../examples/policies/nyc/facts/robber-in-custody.json
