args: check policies/tables_that_err.carve
