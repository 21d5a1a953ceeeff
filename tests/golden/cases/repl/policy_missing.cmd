args: repl ../../examples/policies/nyc/guidence.carve
stdin: text ask
