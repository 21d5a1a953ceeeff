args: repl ../../examples/policies/nyc/guidance.carve --facts ../../examples/policies/nyc/facts/custody-not-known.json
stdin: text facts
