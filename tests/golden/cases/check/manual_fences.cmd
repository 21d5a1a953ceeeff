args: check policies/manual_fences.carve.md
