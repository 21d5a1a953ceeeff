args: repl policies/session.carve
stdin: cases/repl/byte_order_mark.txt
