args: check -
stdin: policies/mixed.carve
