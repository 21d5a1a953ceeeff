args: test policies/layered.carve
