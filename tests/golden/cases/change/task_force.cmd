args: change ../../examples/policies/nyc/guidance.carve join_operation forbidden --facts ../../examples/policies/nyc/facts/task-force.json
