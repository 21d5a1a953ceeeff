args: fmt -
stdin: format/blank_lines.carve
