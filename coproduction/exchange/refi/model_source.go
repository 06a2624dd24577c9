package refi

import "github.com/coproduction-lab/coproduction-go/schema"

// A SourceKind is the kind of a source.
type SourceKind string

// The kinds, as the standard names their elements.
const (
	TextKind    SourceKind = "TextSource"
	PictureKind SourceKind = "PictureSource"
	PDFKind     SourceKind = "PDFSource"
	AudioKind   SourceKind = "AudioSource"
	VideoKind   SourceKind = "VideoSource"
)

// SourceKinds lists every kind.
func SourceKinds() []SourceKind {
	return []SourceKind{TextKind, PictureKind, PDFKind, AudioKind, VideoKind}
}

// A Source is a document, or a note, which the standard treats alike.
type Source struct {
	Kind        SourceKind
	GUID        GUID
	Name        string
	Description string
	Stamp       Stamp
	Text        Text         // of a text source
	Path        string       // of any other: where its file is
	CurrentPath string       // of any other: where its file was
	Companion   *Source      // of a picture or PDF: its text, a text source
	Transcripts []Transcript // of audio and video
	Selections  []Selection
	Codings     []Coding // of the whole
	NoteRefs    []GUID
	Values      []Value

	element string // that it was read from: a note and the text of a PDF are written as text sources
}

// A Text is the text of a source. Content is nil where the file is not there.
type Text struct {
	Content  *string
	Path     string // of the plain text; empty: the content stands in the project itself
	RichPath string

	from origin // where the content was read
}

// A Selection is a part of a source.
type Selection struct {
	GUID        GUID
	Name        string
	Description string
	Stamp       Stamp

	// Start and End are a half-open range: of a text in code points, of audio and
	// video in milliseconds.
	Start, End int64

	// Doubtful says that the name of the selection quotes another text than that of its
	// range. It is not written.
	Doubtful bool

	Page          int64 // of a PDF
	First, Second Point // corners, of a picture or PDF

	FromSync, ToSync GUID // of a transcript: its sync points; may be empty

	Companion *Source // of a PDF: the text of the selection
	Codings   []Coding
	NoteRefs  []GUID

	element  string           // that it was read from
	at       *schema.Position // of its start tag, where there is a description
	unplaced [2]int64         // where it is no range of its text: its positions as they are written
}

// A Transcript is a text that runs along audio or video.
type Transcript struct {
	GUID        GUID
	Name        string
	Description string
	Stamp       Stamp
	Text        Text
	SyncPoints  []SyncPoint
	Selections  []Selection
	NoteRefs    []GUID
}

// A SyncPoint ties a moment to a place in a transcript.
type SyncPoint struct {
	GUID GUID
	AtMs *int64
	At   *int64 // in the text
}

// A Coding gives a source or selection a code.
type Coding struct {
	GUID      GUID
	CreatedBy GUID
	Created   string
	Code      GUID
	NoteRefs  []GUID
}
