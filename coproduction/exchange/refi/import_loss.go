package refi

// drop counts what is read and left.
func (r *recording) drop(element, why string, n int) {
	if n > 0 {
		r.to.Loss.Read(element, n)
		r.to.Loss.Drop(element, why, n)
	}
}

// lost counts the selections and codings of what has no place in the records, and of
// whatever stands in it.
func (r *recording) lost(s *Source, why string) {
	if s == nil {
		return
	}
	r.drop("coding", why, len(s.Codings))
	r.selections(s.Selections, why)
	r.lost(s.Companion, why)
	r.transcripts(s.Transcripts, why)
}

func (r *recording) selections(all []Selection, why string) {
	for i := range all {
		r.drop("selection", why, 1)
		r.drop("coding", why, len(all[i].Codings))
		r.lost(all[i].Companion, why)
	}
}

func (r *recording) transcripts(all []Transcript, why string) {
	for i := range all {
		r.drop("Transcript", "no place in the records", 1)
		r.selections(all[i].Selections, why)
	}
}

// account counts everything that has no place in the records.
func (r *recording) account() {
	const none = "no place in the records"
	r.drop("unknown element", "passed over, with what is in it", int(r.unknown))
	for why, n := range r.unread {
		r.drop("file of the archive", why, n)
	}
	r.drop("User", "a pseudonym stands for whoever coded; names are dropped", len(r.Users))
	r.drop("Variable", none, len(r.Variables))
	r.drop("Case", none, len(r.Cases))
	r.drop("Note", none, len(r.Notes))
	r.drop("Link", none, len(r.Links))
	r.drop("Set", none, len(r.Sets))
	r.drop("Graph", none, len(r.Graphs))
	for i := range r.Notes {
		r.lost(&r.Notes[i], "of a note")
	}
}
