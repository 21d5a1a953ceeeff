args: ask -h
