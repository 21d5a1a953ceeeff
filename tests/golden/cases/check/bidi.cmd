args: check policies/bidi.carve
