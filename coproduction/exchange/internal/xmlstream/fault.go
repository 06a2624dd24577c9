package xmlstream

import "github.com/coproduction-lab/coproduction-go/schema"

// A FaultKind is the way in which a file departs from XML, or exceeds a limit.
type FaultKind string

const (
	NotXML    FaultKind = "not-xml"         // no element at all, or text before the first one
	Encoding  FaultKind = "encoding"        // bytes that are none of the encodings understood
	NUL       FaultKind = "nul"             // the character NUL
	Character FaultKind = "character"       // another character that no XML holds
	Doctype   FaultKind = "doctype"         // a document type
	Entity    FaultKind = "entity"          // a reference to anything but a character or one of the five entities of XML
	Syntax    FaultKind = "syntax"          // anything else that is not well formed
	Truncated FaultKind = "truncated"       // the file ends within its root element, or before it
	Trailing  FaultKind = "trailing"        // something follows the root element; all of that was handed over
	Bytes     FaultKind = "limit-bytes"     // larger than Limits.Bytes
	Depth     FaultKind = "limit-depth"     // deeper than Limits.Depth
	Number    FaultKind = "limit-attribute" // more than Limits.Attributes
	Length    FaultKind = "limit-token"     // longer than Limits.Token

	// These are tolerated.
	NoMark     FaultKind = "no-mark"    // UTF-16 without a byte order mark
	Declared   FaultKind = "declared"   // the encoding declared is not the one of the bytes
	Legacy     FaultKind = "legacy"     // ISO-8859-1 or windows-1252
	Undeclared FaultKind = "undeclared" // a prefix without a namespace
)

// A Fault is one departure, at its place. Detail is fixed words, never content of
// the file.
type Fault struct {
	Kind   FaultKind
	At     schema.Position
	Detail string
}

func (f *Fault) Error() string { return "xml: " + f.Detail }
