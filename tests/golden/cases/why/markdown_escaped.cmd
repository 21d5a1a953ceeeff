args: why policies/markup.carve --format markdown --facts -
stdin: text {"a": true}
