args: why ../../examples/policies/nyc/guidance.carve --format sarif --facts ../../examples/policies/nyc/facts/civil-request.json
