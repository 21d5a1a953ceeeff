args: check policies/listed_wrong.carve
