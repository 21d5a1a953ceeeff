args: repl -
stdin: text ask
