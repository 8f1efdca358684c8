"""What tests of Kaname and of its users need: builders, fakes, strategies."""
