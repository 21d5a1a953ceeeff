args: repl policies/detainers.carve
stdin: cases/repl/left_out.txt
