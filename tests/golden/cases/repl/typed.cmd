args: repl policies/session.carve
stdin: cases/repl/typed.txt
