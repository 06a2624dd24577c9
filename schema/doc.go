// Package schema says how records are written, and judges bytes by it.
//
// The JSON Schemas (2020-12) in the folder v1 are the norm: [Source] hands them
// out for tools in any language, [Constraints] lists what they demand in words.
// [Judge] holds the bytes of one record first to a strict profile of JSON, which
// every decoder reads in the same way, and then to the schema of its kind. Each
// departure is a [Finding]: a rule, a place and a way to mend it, and never a value
// of the data.
//
// What a record means is not asked here; that is for package coproduction.
package schema
