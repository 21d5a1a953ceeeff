args: test policies/cases.carve policies/either_way.carve policies/tables.carve
