args: fmt -
stdin: format/decisions.carve
