args: ask policies/good.carve --facts a.json --facts b.json
