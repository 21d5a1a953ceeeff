args: check policies/rows_never_reached.carve
