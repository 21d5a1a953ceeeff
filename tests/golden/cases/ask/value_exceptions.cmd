args: ask policies/home_sale.carve limit excluded --facts -
stdin: text {"sale": {"date": "2020-01-01", "gain": 450000}, "home": {"months_owned": 60, "months_used": 30}, "other_sale": false, "filing": "joint", "spouse": {"used": true}}
