"""CSAF 2.0 and 2.1 (Common Security Advisory Framework): read documents, and check them by the tests of the standard.

``read_csaf`` gives a typed document, ``check_csaf`` a report of the tests that fail and of those that could not be run.
"""
