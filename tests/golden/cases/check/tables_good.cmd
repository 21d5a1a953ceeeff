args: check policies/postage.carve
