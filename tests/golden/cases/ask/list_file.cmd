args: ask policies/listed.carve hold --facts -
stdin: text {"day": "2014-01-01", "charge": "PL 265.02(4)"}
