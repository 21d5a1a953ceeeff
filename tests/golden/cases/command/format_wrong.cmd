args: check policies/good.carve --format yaml
