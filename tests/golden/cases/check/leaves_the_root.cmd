# links that lead out, folders, names that are nearly right
args: check policies/rooted/leaves.carve
