args: why ../../examples/policies/nyc/guidance.carve share_information --format json --facts ../../examples/policies/nyc/facts/robber-in-custody.json
