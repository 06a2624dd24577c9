// Usage: node ajv.mjs WHERE-AJV-IS SCHEMA DOCUMENTS [VERDICTS]
// Judges each line by a schema compiled by ajv (draft 2020-12, formats asserted).
import { createRequire } from 'node:module'
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [where, schema, documents, out] = process.argv.slice(2)
const require = createRequire(where + '/')
const Ajv = require('ajv/dist/2020').default
const addFormats = require('ajv-formats').default

const ajv = new Ajv({ strict: false })
addFormats(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))

let valid = 0
const verdicts = []
for await (const line of createInterface({ input: createReadStream(documents, { highWaterMark: 1 << 20 }) })) {
  const ok = validate(JSON.parse(line))
  if (ok) valid++
  if (out) verdicts.push(ok ? '1' : '0')
}
if (out) writeFileSync(out, verdicts.join(''))
console.log(valid, 'valid')
