args: why policies/postage.carve accept --facts -
stdin: text {"item": {"kind": "pallet", "weight": 120, "insured": 20000, "abroad": false}}
