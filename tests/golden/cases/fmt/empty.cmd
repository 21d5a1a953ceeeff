args: fmt -
stdin: policies/empty.carve
