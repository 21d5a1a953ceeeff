args: check policies/good.carve --format=json
