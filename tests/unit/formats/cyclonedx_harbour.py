"""One product, written as CycloneDX JSON and as CycloneDX XML: every field that the reader understands, once."""

JSON = """{{
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 3,
  "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  "metadata": {{
    "timestamp": "2026-01-02T03:04:05Z",
    "lifecycles": [{{"phase": "build"}}, {{"name": "harbour trial"}}],
    "tools": {{"components": [{{"type": "application", "group": "acme", "name": "lister", "version": "1.0"}}]}},
    "authors": [{{"name": "Mori", "email": "mori@example.jp"}}],
    "component": {{"type": "application", "bom-ref": "root", "name": "harbour", "version": "2.0"}},
    "manufacturer": {{"name": "Harbour Works", "url": ["https://harbour.example"]}},
    "supplier": {{"name": "Quay KK", "contact": [{{"name": "Sato", "email": "psirt@quay.example"}}]}},
    "licenses": [{{"license": {{"id": "CC0-1.0"}}}}],
    "properties": [{{"name": "line", "value": "A"}}]
  }},
  "components": [
    {{"type": "library", "bom-ref": "crane", "group": "org.acme", "name": "crane", "version": "1.10",
     "purl": "pkg:maven/org.acme/crane@1.10", "cpe": "cpe:2.3:a:acme:crane:1.10:*:*:*:*:*:*:*",
     "swid": {{"tagId": "tag-1", "name": "crane"}}, "scope": "required", "description": "lifts",
     "copyright": "2026 Acme", "publisher": "Acme", "author": "Old Hand",
     "supplier": {{"name": "Acme"}}, "manufacturer": {{"name": "Acme Fab"}},
     "authors": [{{"name": "Ito", "email": "ito@example.jp"}}],
     "hashes": [{{"alg": "SHA-256", "content": "{sha}"}}],
     "licenses": [
       {{"license": {{"id": "MIT", "acknowledgement": "declared", "url": "https://mit.example",
                    "text": {{"content": "TUlU", "encoding": "base64"}}}}}},
       {{"license": {{"name": "House Terms"}}}},
       {{"expression": "MIT OR Apache-2.0", "acknowledgement": "concluded"}}],
     "externalReferences": [{{"type": "vcs", "url": "https://git.example/crane", "comment": "mirror",
                             "hashes": [{{"alg": "MD5", "content": "{md5}"}}]}}],
     "properties": [{{"name": "aquasecurity:trivy:SrcName", "value": "crane-src"}},
                    {{"name": "aquasecurity:trivy:SrcVersion", "value": "1.10"}},
                    {{"name": "aquasecurity:trivy:SrcRelease", "value": "3"}},
                    {{"name": "aquasecurity:trivy:SrcEpoch", "value": "1"}}],
     "evidence": {{"occurrences": [{{"location": "/opt/crane.jar"}}]}},
     "components": [{{"type": "file", "bom-ref": "hook", "name": "hook.so"}}]}},
    {{"type": "library", "name": "buoy"}}
  ],
  "dependencies": [
    {{"ref": "root", "dependsOn": ["crane"]}},
    {{"ref": "crane", "dependsOn": ["root"], "provides": ["hook"]}}],
  "compositions": [{{"aggregate": "incomplete", "assemblies": ["root"], "dependencies": ["crane"]}}],
  "properties": [{{"name": "batch", "value": "7"}}]
}}""".format(sha="AB" * 32, md5="0f" * 16)

XML = """<?xml version="1.0" encoding="UTF-8"?>
<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6" version="3"
       serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79">
  <c:metadata>
    <c:timestamp>2026-01-02T03:04:05Z</c:timestamp>
    <c:lifecycles>
      <c:lifecycle><c:phase>build</c:phase></c:lifecycle>
      <c:lifecycle><c:name>harbour trial</c:name></c:lifecycle>
    </c:lifecycles>
    <c:tools><c:components>
      <c:component type="application"><c:group>acme</c:group><c:name>lister</c:name><c:version>1.0</c:version></c:component>
    </c:components></c:tools>
    <c:authors><c:author><c:name>Mori</c:name><c:email>mori@example.jp</c:email></c:author></c:authors>
    <c:component type="application" bom-ref="root"><c:name>harbour</c:name><c:version>2.0</c:version></c:component>
    <c:manufacturer><c:name>Harbour Works</c:name><c:url>https://harbour.example</c:url></c:manufacturer>
    <c:supplier>
      <c:name>Quay KK</c:name><c:contact><c:name>Sato</c:name><c:email>psirt@quay.example</c:email></c:contact>
    </c:supplier>
    <c:licenses><c:license><c:id>CC0-1.0</c:id></c:license></c:licenses>
    <c:properties><c:property name="line">A</c:property></c:properties>
  </c:metadata>
  <c:components>
    <c:component type="library" bom-ref="crane">
      <c:supplier><c:name>Acme</c:name></c:supplier>
      <c:manufacturer><c:name>Acme Fab</c:name></c:manufacturer>
      <c:authors><c:author><c:name>Ito</c:name><c:email>ito@example.jp</c:email></c:author></c:authors>
      <c:author>Old Hand</c:author><c:publisher>Acme</c:publisher>
      <c:group>org.acme</c:group><c:name> crane </c:name><c:version>1.10</c:version>
      <c:description>lifts</c:description><c:scope>required</c:scope>
      <c:hashes><c:hash alg="SHA-256">{sha}</c:hash></c:hashes>
      <c:licenses>
        <c:license acknowledgement="declared">
          <c:id>MIT</c:id><c:text encoding="base64">TUlU</c:text><c:url>https://mit.example</c:url>
        </c:license>
        <c:license><c:name>House Terms</c:name></c:license>
        <c:expression acknowledgement="concluded">MIT OR Apache-2.0</c:expression>
      </c:licenses>
      <c:copyright>2026 Acme</c:copyright>
      <c:cpe>cpe:2.3:a:acme:crane:1.10:*:*:*:*:*:*:*</c:cpe>
      <c:purl>pkg:maven/org.acme/crane@1.10</c:purl>
      <c:swid tagId="tag-1" name="crane"/>
      <c:externalReferences><c:reference type="vcs">
        <c:url>https://git.example/crane</c:url><c:comment>mirror</c:comment>
        <c:hashes><c:hash alg="MD5">{md5}</c:hash></c:hashes>
      </c:reference></c:externalReferences>
      <c:properties>
        <c:property name="aquasecurity:trivy:SrcName">crane-src</c:property>
        <c:property name="aquasecurity:trivy:SrcVersion">1.10</c:property>
        <c:property name="aquasecurity:trivy:SrcRelease">3</c:property>
        <c:property name="aquasecurity:trivy:SrcEpoch">1</c:property>
      </c:properties>
      <c:components><c:component type="file" bom-ref="hook"><c:name>hook.so</c:name></c:component></c:components>
      <c:evidence><c:occurrences><c:occurrence><c:location>/opt/crane.jar</c:location></c:occurrence></c:occurrences></c:evidence>
    </c:component>
    <c:component type="library"><c:name>buoy</c:name></c:component>
  </c:components>
  <c:dependencies>
    <c:dependency ref="root"><c:dependency ref="crane"/></c:dependency>
    <c:dependency ref="crane"><c:dependency ref="root"/><c:provides ref="hook"/></c:dependency>
  </c:dependencies>
  <c:compositions><c:composition>
    <c:aggregate>incomplete</c:aggregate>
    <c:assemblies><c:assembly ref="root"/></c:assemblies>
    <c:dependencies><c:dependency ref="crane"/></c:dependencies>
  </c:composition></c:compositions>
  <c:properties><c:property name="batch">7</c:property></c:properties>
</c:bom>""".format(sha="AB" * 32, md5="0f" * 16)
