args: why ../../examples/policies/nyc/guidance.carve share_information --not permitted --facts ../../examples/policies/nyc/facts/civil-request.json
