args: check policies/syntax.carve
