args: ask ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/exactly-five-years.json --what-if "subject.arrested is"
