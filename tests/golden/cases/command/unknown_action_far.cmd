args: ask policies/good.carve sing --facts -
stdin: text {}
