args: why ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/before-the-guidance.json
