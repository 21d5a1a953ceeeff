args: check policies/not_utf8.carve
