args: check policies/mixed.carve
terminal: 80
