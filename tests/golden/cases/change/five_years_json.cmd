args: change ../../examples/policies/nyc/guidance.carve share_information permitted --facts ../../examples/policies/nyc/facts/exactly-five-years.json --format json
