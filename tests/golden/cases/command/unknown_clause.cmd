args: ask policies/good.carve --facts - --without long_leve
stdin: text {}
