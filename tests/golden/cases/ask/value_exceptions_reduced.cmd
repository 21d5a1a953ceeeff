args: ask policies/home_sale.carve most_excluded --facts -
stdin: text {"sale": {"date": "2020-01-01", "gain": 450000, "reason": "employment"}, "home": {"months_owned": 60, "months_used": 12}, "other_sale": false, "months_since_other": 40, "filing": "single", "spouse": {"died": "2018-06-01"}}
