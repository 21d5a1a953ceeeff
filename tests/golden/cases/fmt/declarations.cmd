args: fmt -
stdin: format/declarations.carve
