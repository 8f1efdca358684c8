"""The tests of CSAF 2.0 and 2.1, section 6: one module per test, found by name (``t6_<section>``)."""
