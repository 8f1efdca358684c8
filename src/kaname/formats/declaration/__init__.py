"""Declarations and registers of declarations as pages for people."""
