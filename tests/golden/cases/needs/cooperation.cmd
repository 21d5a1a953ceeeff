# Several actions; of one nothing is needed.
args: needs ../../examples/policies/nyc/guidance.carve cooperation ask_immigration_status --facts ../../examples/policies/nyc/facts/custody-not-known.json
