package refi

// Coders are the users who coded, and what became of who gave which coding.
type Coders struct {
	A         int  `json:"a"`
	B         int  `json:"b"`
	Moved     int  `json:"moved"`     // codings that came back under another coder, or none
	Merged    int  `json:"merged"`    // coders of A whose codings came back, and none of them as theirs
	Lost      int  `json:"lost"`      // coders of A of whom no coding came back
	Collapsed bool `json:"collapsed"` // some are merged, and B has fewer: nobody can tell any more who gave the codings that moved
}

// coders follows the coders of A by their codings.
func (m *matching) coders() Coders {
	const (
		none = iota
		moved
		kept
	)
	best := make(map[string]int) // what came back of each coder of A
	theirs := make(map[string]bool)
	var c Coders
	for _, p := range m.pairs["coding"] {
		if p.b != nil && p.b.coding.CreatedBy != "" {
			theirs[m.their().of("user", p.b.coding.CreatedBy)] = true
		}
		if p.a == nil || p.a.coding.CreatedBy == "" {
			continue
		}
		us := m.our().of("user", p.a.coding.CreatedBy)
		came := none
		if p.b != nil {
			came = kept
			if us != m.their().of("user", p.b.coding.CreatedBy) {
				came = moved
				c.Moved++
			}
		}
		best[us] = max(best[us], came)
	}
	for _, came := range best {
		switch came {
		case none:
			c.Lost++
		case moved:
			c.Merged++
		}
	}
	c.A, c.B = len(best), len(theirs)
	c.Collapsed = c.Merged > 0 && c.B < c.A
	return c
}
