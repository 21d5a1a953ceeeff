# The same rules as for JSON, with places in the YAML.
args: ask policies/conflict.carve --facts -
stdin: text amuont: 1
