package exchange

import (
	"io"
	"iter"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A File is one file to import. An importer may open it more than once, to look
// before it reads, and closes what it opens.
type File struct {
	Name string // as findings give it; with slashes between folders
	Open func() (io.ReadCloser, error)
}

// Options are what every importer can be told.
type Options struct {
	// ID gives the id that stands for a local key, such as "fhir/Patient/123". The
	// same key must give the same id, and two keys two ids. See [encounter.Pseudonym].
	ID func(key string) encounter.ID

	// KeepText keeps the texts of sources. Otherwise a text is counted, its
	// fingerprint taken, and then left behind.
	KeepText bool
}

// A Sink takes what an importer makes. Records come in an order in which each
// can be checked against those before it where the format allows; findings come
// in the order of the files and, within a file, of their places.
type Sink struct {
	Record  func(encounter.Record) error // an error ends the import, which returns it
	Finding func(schema.Finding)
	Loss    Loss

	// Lines are those of the text of the source, or of the unit, that Record is handed,
	// whether the text is kept or not, each with its place in the file. An importer that
	// knows the places sets it while it hands on such a record; nil otherwise.
	Lines iter.Seq2[string, schema.Position]
}
