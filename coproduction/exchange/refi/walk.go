package refi

// A textAt is a text of a project, and the selections and sync points in it.
type textAt struct {
	text       *Text
	selections []Selection // those of the project, to be written in
	points     []SyncPoint
}

// texts lists the texts of the project that are there.
func (p *Project) texts() (all []textAt) {
	var add func(s *Source)
	add = func(s *Source) {
		if s == nil {
			return
		}
		if s.Kind == TextKind && s.Text.Content != nil {
			all = append(all, textAt{text: &s.Text, selections: s.Selections})
		}
		add(s.Companion)
		for i := range s.Selections {
			add(s.Selections[i].Companion)
		}
		for i := range s.Transcripts {
			if t := &s.Transcripts[i]; t.Text.Content != nil {
				all = append(all, textAt{text: &t.Text, points: t.SyncPoints})
			}
		}
	}
	for i := range p.Sources {
		add(&p.Sources[i])
	}
	for i := range p.Notes {
		add(&p.Notes[i])
	}
	return all
}

// passage is the text with its ranges as the project writes them.
func (t textAt) passage() *passage {
	p := newPassage(*t.text.Content, t.text.from.mark, t.text.from.inline)
	p.marked = make([]marked, 0, len(t.selections))
	for i := range t.selections {
		s := &t.selections[i]
		p.marked = append(p.marked, marked{s.Start, s.End, quotesOf(s)})
	}
	return p
}

// eachCoding goes through all codings of a project.
func (p *Project) eachCoding(do func(*Coding)) {
	codings := func(all []Coding) {
		for i := range all {
			do(&all[i])
		}
	}
	var source func(s *Source)
	selections := func(all []Selection) {
		for i := range all {
			codings(all[i].Codings)
			source(all[i].Companion)
		}
	}
	source = func(s *Source) {
		if s == nil {
			return
		}
		codings(s.Codings)
		selections(s.Selections)
		source(s.Companion)
		for i := range s.Transcripts {
			selections(s.Transcripts[i].Selections)
		}
	}
	for i := range p.Sources {
		source(&p.Sources[i])
	}
	for i := range p.Notes {
		source(&p.Notes[i])
	}
}
