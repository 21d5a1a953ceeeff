args: fmt -
stdin: format/line_ends.carve
