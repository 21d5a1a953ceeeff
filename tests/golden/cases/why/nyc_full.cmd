args: why ../../examples/policies/nyc/guidance.carve share_information --full --facts ../../examples/policies/nyc/facts/robber-in-custody.json
