"""Bills of materials judged, compared, combined and withheld: pure rules over ``kaname.model.sbom``. No files, no formats."""
