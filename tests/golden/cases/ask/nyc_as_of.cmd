args: ask ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/civil-request.json --as-of 2018-01-30
