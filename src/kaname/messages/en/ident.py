"""Texts of identifiers."""

TEXTS = {
    "ident.purl_empty": "the package URL is empty",
    "ident.purl_too_long": "the package URL has {count} characters; at most {limit} are read",
    "ident.purl_scheme": "“{purl}” is not a package URL: it does not begin with “pkg:”",
    "ident.purl_scheme.hint": "a package URL looks like pkg:npm/%40angular/core@12.3.1",
    "ident.purl_type": "“{type}” is not a package type: a letter, then letters, digits, “.”, “+” or “-”",
    "ident.purl_name": "the package URL “{purl}” names no package",
    "ident.purl_name_of_type": "the package URL of type {type} names no package",
    "ident.purl_namespace_required": "a package URL of type {type} needs a namespace",
    "ident.purl_namespace_prohibited": "a package URL of type {type} has no namespace, but “{namespace}” is given",
    "ident.purl_qualifier_key": "“{key}” is not a qualifier name: a letter, then letters, digits, “.”, “-” or “_”",
    "ident.purl_qualifier_repeated": "the qualifier “{key}” is given twice",
    "ident.purl_qualifier_required": "a package URL of type {type} needs the qualifier “{key}”",
    "ident.purl_percent": "the percent-encoding in “{purl}” is broken",
    "ident.purl_characters": "“{part}” is not allowed in a package URL of type {type}",
    "ident.cpe_invalid": "“{cpe}” is not a CPE name ({why})",
    "ident.cpe_invalid.hint": "a CPE name looks like cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:* or cpe:/a:apache:log4j:2.14.1",
}
