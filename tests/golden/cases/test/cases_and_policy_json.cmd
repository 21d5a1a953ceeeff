args: test policies/cases.carve policies/tables.carve --format json
