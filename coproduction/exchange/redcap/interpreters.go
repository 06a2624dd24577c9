package redcap

// namesInterpreters reports whether an answer of a field can name how an interpreter took
// part. One of yes and no cannot, unless the map says what yes means: its yes would be left
// out, and encounters counted as without an interpreter beside none with one. What a field
// that is not in the dictionary can hold is not known, but by the map.
func (r *reader) namesInterpreters(m Mapping) bool {
	if m.Ours != Interpreter {
		return false
	}
	for _, means := range m.Values {
		if means != "none" {
			return true
		}
	}
	f := r.fields[m.Theirs]
	switch {
	case f == nil:
		return len(m.Values) == 0
	case f.choices == nil:
		return true
	}
	for _, one := range f.choices.codes {
		if word, known := m.word(one); known && word != "none" {
			return true
		}
	}
	return false
}
