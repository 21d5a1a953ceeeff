args: check policies/goood.carve
