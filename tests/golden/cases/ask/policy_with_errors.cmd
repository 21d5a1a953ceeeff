args: ask policies/mixed.carve --facts -
stdin: text {}
