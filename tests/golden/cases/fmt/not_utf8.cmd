args: fmt -
stdin: policies/not_utf8.carve
