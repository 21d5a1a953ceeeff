args: fmt -
stdin: format/terms.carve
