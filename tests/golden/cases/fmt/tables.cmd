args: fmt -
stdin: format/tables.carve
