# A session over the City's guidance.
args: repl ../../examples/policies/nyc/guidance.carve
stdin: cases/repl/guidance.txt
