args: check policies/exceptions.carve
