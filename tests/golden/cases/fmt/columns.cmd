args: fmt -
stdin: format/columns.carve
