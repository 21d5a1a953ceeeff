args: needs ../../examples/policies/nyc/section_14_154.carve hold --facts -
stdin: text {"detainer": {"with_judicial_warrant": false}, "findings": {"possible_match": false}}
