args: check policies/rounding.carve policies/unused.carve --format sarif
