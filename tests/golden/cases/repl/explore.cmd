args: repl ../../examples/policies/nyc/guidance.carve
stdin: cases/repl/explore.txt
