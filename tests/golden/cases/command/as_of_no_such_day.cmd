args: ask policies/good.carve --facts - --as-of 2018-02-30
