args: repl policies/cases.carve
