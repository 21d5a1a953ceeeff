# a problem of a file read twice is told once
args: check policies/mixed.carve policies/rounding.carve policies/mixed.carve --format json
