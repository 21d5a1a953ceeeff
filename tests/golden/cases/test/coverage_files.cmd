args: test policies/tables.carve policies/cases.carve --coverage
