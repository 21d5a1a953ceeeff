args: check policies/detainers.carve
