args: check no/such/file.carve
