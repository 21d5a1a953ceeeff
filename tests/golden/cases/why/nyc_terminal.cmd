args: why ../../examples/policies/nyc/guidance.carve join_operation --facts ../../examples/policies/nyc/facts/civil-request.json
terminal: 60
