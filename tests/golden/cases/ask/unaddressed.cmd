args: ask policies/conflict.carve --facts -
stdin: text {"a": false, "b": false}
