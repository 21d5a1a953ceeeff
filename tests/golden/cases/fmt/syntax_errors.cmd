args: fmt -
stdin: policies/syntax.carve
