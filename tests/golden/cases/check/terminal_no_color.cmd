args: check policies/mixed.carve
terminal: 80
env: NO_COLOR=1
