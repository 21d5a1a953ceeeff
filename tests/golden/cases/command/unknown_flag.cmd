args: check policies/good.carve --fromat json
