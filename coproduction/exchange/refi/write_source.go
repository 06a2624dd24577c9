package refi

func (x *writing) stamp(s Stamp) {
	x.optional("creatingUser", string(s.CreatedBy))
	x.optional("creationDateTime", s.Created)
	x.optional("modifyingUser", string(s.ModifiedBy))
	x.optional("modifiedDateTime", s.Modified)
}

// source writes a source under a name: that of its kind, or of the place it has in
// another.
func (x *writing) source(name string, s *Source) {
	x.start(name)
	x.attr("guid", string(s.GUID))
	x.optional("name", s.Name)
	if s.Kind != TextKind {
		x.optional("path", s.Path)
		x.optional("currentPath", s.CurrentPath)
	}
	var inline *string
	if s.Kind == TextKind {
		inline = x.paths(s.Text, s.GUID)
	}
	x.stamp(s.Stamp)
	x.description(s.Description)
	if inline != nil {
		x.element("PlainTextContent", *inline)
	}
	switch s.Kind {
	case PictureKind:
		x.companion("TextDescription", s.Companion)
	case AudioKind, VideoKind:
		for i := range s.Transcripts {
			x.transcript(&s.Transcripts[i])
		}
	}
	for i := range s.Selections {
		x.selection(s.Kind, &s.Selections[i])
	}
	if s.Kind == PDFKind {
		x.companion("Representation", s.Companion)
	}
	x.codings(s.Codings)
	x.refs("NoteRef", s.NoteRefs)
	x.values(s.Values)
	x.end()
}

func (x *writing) companion(name string, s *Source) {
	if s != nil {
		x.source(name, s)
	}
}

// paths writes where a text is, and returns the text where it is to stand in the
// project itself.
func (x *writing) paths(t Text, guid GUID) (inline *string) {
	path := t.Path
	switch {
	case t.Content == nil:
	case path == "" && writable(*t.Content):
		inline = t.Content
	default:
		path = x.file(path, guid, *t.Content)
	}
	x.optional("richTextPath", t.RichPath)
	x.optional("plainTextPath", path)
	return inline
}

func (x *writing) selection(of SourceKind, s *Selection) {
	switch of {
	case TextKind:
		x.start("PlainTextSelection")
	case PictureKind:
		x.start("PictureSelection")
	case PDFKind:
		x.start("PDFSelection")
	case AudioKind:
		x.start("AudioSelection")
	case VideoKind:
		x.start("VideoSelection")
	}
	x.attr("guid", string(s.GUID))
	x.optional("name", s.Name)
	switch of {
	case TextKind:
		x.number("startPosition", s.Start)
		x.number("endPosition", s.End)
	case AudioKind, VideoKind:
		x.number("begin", s.Start)
		x.number("end", s.End)
	case PDFKind:
		x.number("page", s.Page)
		fallthrough
	case PictureKind:
		x.number("firstX", s.First.X)
		x.number("firstY", s.First.Y)
		x.number("secondX", s.Second.X)
		x.number("secondY", s.Second.Y)
	}
	x.stamp(s.Stamp)
	x.description(s.Description)
	if of == PDFKind {
		x.companion("Representation", s.Companion)
	}
	x.codings(s.Codings)
	x.refs("NoteRef", s.NoteRefs)
	x.end()
}

func (x *writing) codings(codings []Coding) {
	for _, c := range codings {
		x.start("Coding")
		x.attr("guid", string(c.GUID))
		x.optional("creatingUser", string(c.CreatedBy))
		x.optional("creationDateTime", c.Created)
		x.refs("CodeRef", []GUID{c.Code})
		x.refs("NoteRef", c.NoteRefs)
		x.end()
	}
}

func (x *writing) transcript(t *Transcript) {
	x.start("Transcript")
	x.attr("guid", string(t.GUID))
	x.optional("name", t.Name)
	inline := x.paths(t.Text, t.GUID)
	x.stamp(t.Stamp)
	x.description(t.Description)
	if inline != nil {
		x.element("PlainTextContent", *inline)
	}
	for _, p := range t.SyncPoints {
		x.start("SyncPoint")
		x.attr("guid", string(p.GUID))
		if p.AtMs != nil {
			x.number("timeStamp", *p.AtMs)
		}
		if p.At != nil {
			x.number("position", *p.At)
		}
		x.end()
	}
	for i := range t.Selections {
		s := &t.Selections[i]
		x.start("TranscriptSelection")
		x.attr("guid", string(s.GUID))
		x.optional("name", s.Name)
		x.optional("fromSyncPoint", string(s.FromSync))
		x.optional("toSyncPoint", string(s.ToSync))
		x.stamp(s.Stamp)
		x.description(s.Description)
		x.codings(s.Codings)
		x.refs("NoteRef", s.NoteRefs)
		x.end()
	}
	x.refs("NoteRef", t.NoteRefs)
	x.end()
}
