args: repl ../../examples/policies/nyc/guidance.carve
stdin: cases/repl/finding_out.txt
