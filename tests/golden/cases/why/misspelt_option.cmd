args: why ../../examples/policies/nyc/guidance.carve --ful --facts ../../examples/policies/nyc/facts/civil-request.json
