args: test policies/tables.carve --format json
