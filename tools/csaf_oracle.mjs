// Runs the validator of the Secvisogram project over CSAF files: a second opinion on what Kaname writes. Development only.
// Usage: node tools/csaf_oracle.mjs NODE_MODULES FILE…     (npm install @secvisogram/csaf-validator-lib)
// Prints one JSON object: file → {valid, failed: [test names], errors: [texts]}.
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const [modules, ...files] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(join(modules, '@secvisogram/csaf-validator-lib', name)))
const validate = (await load('validate.js')).default
const suites = {
  '2.0': [await load('basic.js'), await load('extended.js')],
  '2.1': [await load('csaf_2_1/basic.js'), await load('csaf_2_1/extended.js')],
}
const report = {}
for (const file of files) {
  const document = JSON.parse(await readFile(file, 'utf8'))
  const tests = Object.assign({}, ...suites[document.document.csaf_version])
  delete tests.default
  const result = await validate(Object.values(tests), document)
  const failed = result.tests.filter((t) => !t.isValid || t.errors.length || t.warnings.length)
  report[file] = {
    valid: result.isValid,
    tests: result.tests.length,
    failed: failed.map((t) => t.name),
    errors: failed.flatMap((t) => [...t.errors, ...t.warnings].map((e) => `${t.name} ${e.instancePath}: ${e.message}`)),
  }
}
console.log(JSON.stringify(report, null, 2))
