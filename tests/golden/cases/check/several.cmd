args: check policies/good.carve policies/mixed.carve no-such-file.carve policies/unused.carve
