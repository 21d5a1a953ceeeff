# in the folder of good.carve: nothing like it
args: check policies/neat.carve
