args: test policies/tables.carve --filter "row 4"
