args: ask policies/home_sale.carve limit --facts -
stdin: text {"sale": {"date": "1970-01-01"}, "filing": "joint", "spouse": {"used": true}}
