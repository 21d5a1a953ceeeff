args: ask policies/conflict.carve --facts -
stdin: text {"b": true}
