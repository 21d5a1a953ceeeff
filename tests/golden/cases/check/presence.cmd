args: check policies/presence.carve
