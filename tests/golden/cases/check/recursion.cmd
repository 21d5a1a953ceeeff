args: check policies/recursion.carve
