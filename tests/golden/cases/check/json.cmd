args: check policies/names.carve --format json
