args: change ../../examples/policies/nyc/guidance.carve share_information conflict --facts ../../examples/policies/nyc/facts/exactly-five-years.json
