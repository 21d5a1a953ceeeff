# An entry of a list in a file, with its period.
args: why policies/listed.carve hold --facts -
stdin: text {"day": "2015-01-01", "charge": "PL 265.02(4)"}
