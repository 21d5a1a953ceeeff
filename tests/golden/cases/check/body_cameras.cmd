args: check ../../examples/policies/body_cameras/footage.carve.md
