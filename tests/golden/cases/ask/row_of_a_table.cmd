# Which row of a table gives the value, and which exception takes part.
args: ask policies/postage.carve fee premium --facts -
stdin: text {"item": {"kind": "pallet", "weight": 120, "insured": null, "abroad": false}}
