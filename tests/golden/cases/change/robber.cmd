args: change ../../examples/policies/nyc/guidance.carve share_information forbidden --facts ../../examples/policies/nyc/facts/robber-in-custody.json
