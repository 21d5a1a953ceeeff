# The stream is read, not the file that it may come from: nothing is rewritten.
args: fmt /dev/stdin
stdin: text policy   p   cites "x"
