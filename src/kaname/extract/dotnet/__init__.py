"""NuGet lock files and dependency manifests."""
