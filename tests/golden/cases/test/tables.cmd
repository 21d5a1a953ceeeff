args: test policies/tables.carve
