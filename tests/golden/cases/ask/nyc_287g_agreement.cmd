args: ask ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/287g-agreement.json
