args: check policies/good.carve --format junit
