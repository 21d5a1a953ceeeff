args: test policies/given.carve
