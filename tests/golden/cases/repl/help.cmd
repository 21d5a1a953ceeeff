args: repl --help
