// Runs the validator of the Secvisogram project over CSAF files: a second opinion on what Kaname writes. Development only.
// Usage: node tools/csaf_oracle.mjs NODE_MODULES FOLDER     (npm install @secvisogram/csaf-validator-lib)
// Prints one JSON object: file name → {valid, tests: [ids that ran], failed: [ids], errors: [texts]}.
//
// Left out: 6.3.6, 6.3.7 (they open connections) and 6.3.8 (it runs hunspell once for each text).
// Changed: the precision of JSON Schema's "multipleOf". Release 2.0.10 runs test 6.2.20 on documents of 2.1 with the strict schema of 2.0, under which each of them fails at
// its "$schema"; the strict schema of 2.1 that it ships is used instead.
import { readFile, readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const [modules, folder] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(join(modules, '@secvisogram/csaf-validator-lib', name)))
// 1.1 is no multiple of 0.1 in binary floating point: without a precision scores like that of "AV:P" fail the schema of CVSS 4.
for (const name of ['lib/shared/csafAjv.js', 'csaf_2_1/csafAjv.js']) (await load(name)).default.opts.multipleOfPrecision = 6
const validate = (await load('validate.js')).default
const suites = {
  '2.0': [await load('extended.js'), await load('informativeTests.js')],
  '2.1': [await load('csaf_2_1/extended.js'), await load('csaf_2_1/informativeTests.js')],
}
const left = /_6_3_[678]$/
const id = (name) => (/_(6(?:_\d+)+)$/.exec(name)?.[1] ?? 'schema').replaceAll('_', '.')

const report = {}
for (const file of (await readdir(folder)).sort()) {
  const document = JSON.parse(await readFile(join(folder, file), 'utf8'))
  const version = document.document.csaf_version
  const tests = Object.assign({}, ...suites[version])
  delete tests.default
  if (version === '2.1') delete tests.recommendedTest_6_2_20
  const chosen = Object.entries(tests).filter(([name]) => !left.test(name))
  const result = await validate(chosen.map(([, test]) => test), document)
  const failed = result.tests.filter((t) => !t.isValid || t.errors.length || t.warnings.length || t.infos.length)
  report[file] = {
    valid: result.isValid,
    tests: [...new Set(result.tests.map((t) => id(t.name)))],
    failed: [...new Set(failed.map((t) => id(t.name)))],
    errors: failed.flatMap((t) =>
      [...t.errors, ...t.warnings, ...t.infos].map((e) => `${t.name} ${e.instancePath}: ${e.message}`),
    ),
  }
}
console.log(JSON.stringify(report))
