args: ask ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/exactly-five-years.json
