# What would have forbidden it, and what defeated that.
args: why ../../examples/policies/nyc/guidance.carve share_information --not forbidden --facts ../../examples/policies/nyc/facts/task-force.json
