package refi

// source reads one of the kinds of sources.
func (r *reading) source(t element) (s Source, known bool, err error) {
	for _, kind := range SourceKinds() {
		if t.Name == string(kind) {
			s, err = r.sourceOf(t, kind)
			return s, true, err
		}
	}
	return s, false, nil
}

// sourceOf reads a source, or what is written as one.
func (r *reading) sourceOf(t element, kind SourceKind) (Source, error) {
	s := Source{Kind: kind, GUID: r.own(t), Name: value(t, "name"), Stamp: r.stamp(t), element: t.Name}
	if kind != TextKind {
		s.Path, s.CurrentPath = value(t, "path"), value(t, "currentPath")
	}
	s.Text = r.textAt(t)
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			s.Description, err = r.description(t)
		case "PlainTextContent":
			err = r.inline(t, &s.Text)
		case "TextDescription", "Representation":
			s.Companion, err = r.companion(t)
		case "PlainTextSelection", "PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection":
			var sel Selection
			sel, err = r.selection(t)
			s.Selections = append(s.Selections, sel)
		case "Transcript":
			var transcript Transcript
			transcript, err = r.transcript(t)
			s.Transcripts = append(s.Transcripts, transcript)
		case "Coding":
			err = r.coding(t, &s.Codings)
		case "NoteRef":
			err = r.refs(t, &s.NoteRefs)
		case "VariableValue":
			err = r.variableValue(t, &s.Values)
		default:
			return false, nil
		}
		return true, err
	})
	if t.Name == "TextSource" && s.Text.Content == nil && s.Text.Path == "" && len(s.Selections)+len(s.Codings) > 0 {
		r.textless++
	}
	return s, err
}

// textAt reads where a text is, and the text where it is in the archive.
func (r *reading) textAt(t element) (text Text) {
	text.Path, text.RichPath = value(t, "plainTextPath"), value(t, "richTextPath")
	switch {
	case text.Path == "":
	case r.texts != nil:
		text.Content, text.from = r.text(text.Path, t.At)
	default:
		r.bare++
	}
	return text
}

// inline reads a text that stands in the project itself.
func (r *reading) inline(t element, to *Text) error {
	begin := r.x.Place()
	text, err := r.words(t)
	if err == nil && to.Content == nil && r.holds(len(text), t.At) {
		to.Content, to.from = &text, r.inlineOrigin(begin, text)
	}
	return err
}

func (r *reading) companion(t element) (*Source, error) {
	s, err := r.sourceOf(t, TextKind)
	return &s, err
}

// selection reads a part of a source.
func (r *reading) selection(t element) (Selection, error) {
	s := Selection{GUID: r.own(t), Name: value(t, "name"), Stamp: r.stamp(t), element: t.Name}
	switch t.Name {
	case "PlainTextSelection":
		s.Start, s.End = r.span(t, "startPosition", "endPosition")
	case "AudioSelection", "VideoSelection":
		s.Start, s.End = r.span(t, "begin", "end")
	case "PDFSelection":
		s.Page, _ = r.number(t, "page")
		fallthrough
	case "PictureSelection":
		s.First.X, _ = r.number(t, "firstX")
		s.First.Y, _ = r.number(t, "firstY")
		s.Second.X, _ = r.number(t, "secondX")
		s.Second.Y, _ = r.number(t, "secondY")
	}
	s.FromSync, s.ToSync = r.guid(t, "fromSyncPoint"), r.guid(t, "toSyncPoint")
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			s.Description, err = r.description(t)
		case "Representation":
			s.Companion, err = r.companion(t)
		case "Coding":
			err = r.coding(t, &s.Codings)
		case "NoteRef":
			err = r.refs(t, &s.NoteRefs)
		default:
			return false, nil
		}
		return true, err
	})
	if s.Description != "" {
		at := t.At
		at.Source = r.logged
		s.at = &at
	}
	return s, err
}

// span reads the two ends of a range; it is no range, −1 to −1, where one is missing.
func (r *reading) span(t element, from, to string) (start, end int64) {
	start, begins := r.number(t, from)
	end, ends := r.number(t, to)
	if begins && ends {
		return start, end
	}
	for _, name := range []string{from, to} {
		if _, there := t.Attr(name); !there {
			r.log.Report(ruleNumber, t.At, "", "a selection has no "+name)
		}
	}
	return -1, -1
}

func (r *reading) coding(t element, to *[]Coding) error {
	c := Coding{GUID: r.guid(t, "guid"), CreatedBy: r.one(t, "creatingUser"), Created: value(t, "creationDateTime")}
	n := 0
	err := r.children(t, func(t element) (bool, error) {
		switch t.Name {
		case "CodeRef":
			code, err := r.target(t)
			if n++; n > 1 { // several codes in one coding: one for each
				*to = append(*to, c)
				r.met["Coding"]++
			}
			c.Code = r.once(code)
			return true, err
		case "NoteRef":
			return true, r.refs(t, &c.NoteRefs)
		}
		return false, nil
	})
	*to = append(*to, c)
	return err
}

func (r *reading) transcript(t element) (Transcript, error) {
	s := Transcript{GUID: r.own(t), Name: value(t, "name"), Stamp: r.stamp(t), Text: r.textAt(t)}
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			s.Description, err = r.description(t)
		case "PlainTextContent":
			err = r.inline(t, &s.Text)
		case "SyncPoint":
			p := SyncPoint{GUID: r.own(t)}
			if ms, ok := r.number(t, "timeStamp"); ok {
				p.AtMs = &ms
			}
			if at, ok := r.number(t, "position"); ok {
				p.At = &at
			}
			s.SyncPoints = append(s.SyncPoints, p)
			_, err = r.words(t)
		case "TranscriptSelection":
			var sel Selection
			sel, err = r.selection(t)
			s.Selections = append(s.Selections, sel)
		case "NoteRef":
			err = r.refs(t, &s.NoteRefs)
		default:
			return false, nil
		}
		return true, err
	})
	return s, err
}
