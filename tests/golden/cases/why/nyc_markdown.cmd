args: why ../../examples/policies/nyc/guidance.carve share_information --format markdown --facts ../../examples/policies/nyc/facts/robber-in-custody.json
