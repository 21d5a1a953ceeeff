args: ask policies/good.carve --facts - --format sarif
