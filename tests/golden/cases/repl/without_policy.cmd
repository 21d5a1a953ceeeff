args: repl
stdin: cases/repl/without_policy.txt
