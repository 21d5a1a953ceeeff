args: why ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/robber-in-custody.json
