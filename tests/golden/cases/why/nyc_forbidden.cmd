args: why ../../examples/policies/nyc/guidance.carve cooperation --facts ../../examples/policies/nyc/facts/civil-request.json
