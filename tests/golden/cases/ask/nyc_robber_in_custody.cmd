args: ask ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/robber-in-custody.json
