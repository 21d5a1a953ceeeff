args: test folders/none folders/broken/c.carve
