args: ask policies/listed.carve hold --facts -
stdin: text {"day": "2016-01-01", "charge": "PL 120.05(3)"}
