args: ask ../../examples/policies/body_cameras/footage.carve.md release --facts ../../examples/policies/body_cameras/facts/press.yaml
