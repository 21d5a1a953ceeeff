args: test policies/detainers.carve
