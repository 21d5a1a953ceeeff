args: ask policies/good.carve --facts -
stdin: closed
