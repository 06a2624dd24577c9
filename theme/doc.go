// Package theme holds the nouns of what was read into the material: the codebook
// with its themes and codes, the documents that were coded, the natural meaning
// units found in them, the codings that people made, and what participants said
// when the findings were shown to them.
//
// Codings are stand-off: they point at a place and leave it as it is. A [Target]
// names a record and, with a JSON Pointer, a place inside it, so that a step of an
// encounter, a meaning unit and a whole transcript are coded in one and the same
// way. A coding whose set of codes is empty says "seen, and no code applies"; a
// place that a coder did not rate has no coding.
//
// The only arrow that leaves this package goes to package encounter, whose ids
// it uses. Like the types there, these do not judge themselves.
package theme
