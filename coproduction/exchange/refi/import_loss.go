package refi

// drop counts what is read and left.
func (r *recording) drop(element, why string, n int) {
	if n > 0 {
		r.loss.Read(element, n)
		r.loss.Drop(element, why, n)
	}
}

// change counts what is read and carried over in another form.
func (r *recording) change(element, how string, n int) {
	r.loss.Read(element, n)
	r.loss.Change(element, how, n)
}

// keep counts what is read and carried over as it is.
func (r *recording) keep(element string, n int) {
	r.loss.Read(element, n)
	r.loss.Keep(element, n)
}

// attribute counts what an element that is kept says besides, and the records do not.
func (r *recording) attribute(what string, there bool) {
	if there {
		r.drop(what, "no place in the records", 1)
	}
}

// unnamed counts what is left behind of a source: its name may be that of somebody.
func (r *recording) unnamed(s *Source) {
	r.attribute("name of a source", s.Name != "")
	r.attribute("maker or date of a source", s.Stamp != Stamp{})
}

// lost counts the selections and codings of what has no place in the records, and of
// whatever stands in it.
func (r *recording) lost(s *Source, why string) {
	if s == nil {
		return
	}
	r.drop("Coding", why, len(s.Codings))
	r.selections(s.Selections, why)
	r.lost(s.Companion, why)
	r.transcripts(s.Transcripts, why)
}

func (r *recording) selections(all []Selection, why string) {
	for i := range all {
		r.drop(all[i].element, why, 1)
		r.drop("Coding", why, len(all[i].Codings))
		r.lost(all[i].Companion, why)
	}
}

func (r *recording) transcripts(all []Transcript, why string) {
	for i := range all {
		r.selections(all[i].Selections, why)
	}
}

// account counts everything that has not become part of a record. What is not counted by
// then has no place there.
func (r *recording) account(sources bool) {
	const none = "no place in the records"
	r.drop("unknown element", "passed over, with what is in it", r.unknown)
	r.drop("within an unknown element", "passed over with it", r.inner)
	for why, n := range r.unread {
		r.drop("file of the archive", why, n)
	}
	r.users()
	for i := range r.Notes {
		r.lost(&r.Notes[i], "of a note")
	}
	r.frame("Project", r.made, "its name, its dates and the folder are left behind")
	const list = "a list: what is in it is counted there"
	r.frame("CodeBook", r.hasBook(), list)
	r.frame("Codes", r.hasBook(), list)
	r.frame("Users", len(r.team) > 0, list)
	r.frame("Sources", sources, list)
	r.drop("Description", "empty", r.blank)
	for name, n := range r.beyond {
		r.drop(name, "beyond the most that are read", n)
	}
	for name, n := range r.met {
		r.drop(name, none, n-int(r.loss.Of(name).Read))
	}
}

// users counts those who coded, and the others.
func (r *recording) users() {
	for _, u := range r.Users {
		if _, coded := r.coders[u.GUID]; coded {
			r.change("User", "a pseudonym stands for them; names are dropped", 1)
		} else {
			r.drop("User", "gave no coding that is kept", 1)
		}
	}
}

// frame counts the elements that hold others, where something came of those.
func (r *recording) frame(element string, came bool, how string) {
	if came {
		r.change(element, how, r.met[element]-r.beyond[element])
	}
}
