args: repl policies/syntax.carve
stdin: text ask
