args: test ../../examples/policies/body_cameras/footage.carve.md
