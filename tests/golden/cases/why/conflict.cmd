args: why policies/conflict.carve --facts -
stdin: text {"a": true, "b": true}
