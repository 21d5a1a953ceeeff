args: check policies/conflict.carve
