args: needs ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/custody-not-known.json --format json
