args: check policies/rooted/values.carve
