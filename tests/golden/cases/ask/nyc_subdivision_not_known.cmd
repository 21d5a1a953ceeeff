args: ask ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/subdivision-not-known.json
