args: fmt -
stdin: format/long.carve
