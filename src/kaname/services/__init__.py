"""Use cases: keyword-only functions with typed results, called by the command line and the web."""
