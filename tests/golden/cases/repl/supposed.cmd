args: repl policies/session.carve
stdin: cases/repl/supposed.txt
