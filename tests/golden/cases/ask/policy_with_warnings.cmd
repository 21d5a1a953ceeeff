# warnings are for `check`
args: ask policies/unused.carve act --facts -
stdin: text {"a": true}
