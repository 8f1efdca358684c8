"""Which types of package URL have a namespace: the definitions of package-url/purl-spec, where they leave no choice."""

from kaname.formats.csaf.vocabulary import names

NAMESPACE_REQUIRED = names(
    "alpm apk bitbucket composer deb git github golang huggingface maven qpkg rpm swift vscode-extension"
)
NAMESPACE_PROHIBITED = names(
    "bazel bitnami cargo chrome-extension cocoapods conda cran gem hackage julia mlflow nuget oci opam otp pub "
    "pypi vcpkg"
)
