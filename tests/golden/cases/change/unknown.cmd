# Nothing is known: what would have to be told.
args: change ../../examples/policies/nyc/guidance.carve ask_immigration_status forbidden --facts -
stdin: text {}
