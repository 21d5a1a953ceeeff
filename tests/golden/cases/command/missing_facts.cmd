args: ask policies/good.carve --facts no-such.json
