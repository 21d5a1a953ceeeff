args: fmt -
stdin: format/expressions.carve
