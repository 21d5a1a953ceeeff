args: test policies/tables.carve policies/cases.carve --mutants 12
