args: ask policies/home_sale.carve limit --without joint_return --facts -
stdin: text {"sale": {"date": "2020-01-01"}, "filing": "joint", "spouse": {"used": true}}
