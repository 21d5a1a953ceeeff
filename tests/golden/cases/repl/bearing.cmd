args: repl policies/session.carve
stdin: cases/repl/bearing.txt
