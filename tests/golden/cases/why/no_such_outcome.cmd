args: why ../../examples/policies/nyc/guidance.carve share_information --not permited --facts ../../examples/policies/nyc/facts/civil-request.json
