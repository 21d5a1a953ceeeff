args: ask ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/task-force.json
