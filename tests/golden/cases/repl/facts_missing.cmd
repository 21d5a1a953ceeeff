args: repl ../../examples/policies/nyc/guidance.carve --facts nothing.json
