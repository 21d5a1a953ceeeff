args: fmt -
stdin: format/strings.carve
