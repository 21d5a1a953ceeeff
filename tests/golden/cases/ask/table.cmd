args: ask policies/postage.carve fee premium accept --facts -
stdin: text {"item": {"kind": "pallet", "weight": 120, "insured": 20000, "abroad": false}}
