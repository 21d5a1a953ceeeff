args: ask ../../examples/policies/nyc/guidance.carve join_operation --facts ../../examples/policies/nyc/facts/task-force.json --format json
