args: check policies/cells.carve
