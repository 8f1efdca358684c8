"""Which types of package URL have a namespace: the definitions of package-url/purl-spec, where they leave no choice.

Left out of those that need one: golang, because the paths of real modules may have one part only (``stdlib``).
"""

from kaname.formats.csaf.vocabulary import names

NAMESPACE_REQUIRED = names(
    "alpm apk bitbucket composer deb git github huggingface maven qpkg rpm swift vscode-extension"
)
NAMESPACE_PROHIBITED = names(
    "bazel bitnami cargo chrome-extension cocoapods conda cran gem hackage julia mlflow nuget oci opam otp pub "
    "pypi vcpkg"
)
