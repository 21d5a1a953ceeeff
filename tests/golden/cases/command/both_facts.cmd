args: ask policies/good.carve --facts - --scenario x
