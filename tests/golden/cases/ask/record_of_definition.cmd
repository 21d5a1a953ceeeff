args: ask policies/good.carve share --facts - --record
stdin: text {}
