args: test policies/names.carve policies/good.carve --format junit
