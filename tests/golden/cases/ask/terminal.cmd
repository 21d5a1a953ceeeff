args: ask ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/custody-not-known.json
terminal: 60
