args: repl ../../examples/policies/nyc/guidance.carve
stdin: text ask
stdout: closed
