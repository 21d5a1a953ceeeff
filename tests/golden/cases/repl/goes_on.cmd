args: repl ../../examples/policies/nyc/guidance.carve
stdin: cases/repl/goes_on.txt
