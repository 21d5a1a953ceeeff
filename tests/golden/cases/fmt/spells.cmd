args: fmt -
stdin: format/spells.carve
