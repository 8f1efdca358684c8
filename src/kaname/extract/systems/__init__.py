"""Package databases of operating systems: dpkg, apk, rpm."""
