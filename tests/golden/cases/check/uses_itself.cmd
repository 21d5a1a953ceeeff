args: check policies/itself.carve
