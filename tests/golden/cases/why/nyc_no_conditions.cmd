args: why ../../examples/policies/nyc/guidance.carve place_under_federal_direction --facts ../../examples/policies/nyc/facts/287g-agreement.json
