args: repl policies/session.carve
stdin: cases/repl/in_an_interview.txt
