# A control character that a scenario would show as it is.
args: repl policies/session.carve
stdin: cases/repl/control_characters.txt
