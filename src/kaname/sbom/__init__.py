"""What can be said about, and done with, a software bill of materials."""
