package refi

import (
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// codings makes the codings of selections and of whole sources.
func (e *exporting) codings() {
	loss := &e.made.Loss
	type reading struct {
		target      theme.Target
		coder, book encounter.ID
	}
	known := make(map[encounter.ID]bool, len(e.coders))
	for _, coder := range e.coders {
		known[coder] = true
	}
	latest := make(map[reading]int64)
	for _, c := range e.given {
		r := reading{c.Target, c.Coder, c.Codebook}
		latest[r] = max(latest[r], c.Round)
	}
	for _, c := range e.given {
		round := e.Round
		if round == 0 {
			round = latest[reading{c.Target, c.Coder, c.Codebook}]
		}
		to := e.place(c.Target)
		switch {
		case !e.Coder.IsZero() && c.Coder != e.Coder:
			loss.Drop("coding", "of another coder", 1)
			continue
		case c.Round != round:
			loss.Drop("coding", "of another round", 1)
			if e.Round == 0 {
				e.find(ruleExportRound, c.record, "/round", "the same coder coded this place in a later round")
			}
			continue
		case to == nil:
			loss.Drop("coding", "not of a source or a range of one", 1)
			e.find(ruleExportPlace, c.record, "/target", "the target is no source, and no unit that is a range of one")
			continue
		case len(c.Codes) == 0:
			loss.Drop("coding", "seen, and no code", 1)
			e.find(ruleExportEmpty, c.record, "/codes", "the coder looked, and no code applied")
			continue
		}
		var codes []GUID
		for i, id := range c.Codes {
			if guid := e.codes[c.Codebook][id]; guid != "" {
				codes = append(codes, guid)
			} else {
				e.find(ruleExportCode, c.record, fmt.Sprintf("/codes/%d", i), "no codebook among the records has this code")
			}
		}
		if len(codes) == 0 {
			loss.Drop("coding", "its codes are in no codebook among the records", 1)
			continue
		}
		var how []string
		if len(codes) < len(c.Codes) {
			how = append(how, "some of its codes are in no codebook among the records")
		}
		if len(codes) > 1 {
			how = append(how, "one for each code")
		}
		if e.textless(c.Target) {
			how = append(how, withoutText)
		}
		if c.Round > 1 {
			how = append(how, withoutRound)
		}
		e.carried("coding", c.Extensions, how...)
		if !known[c.Coder] {
			known[c.Coder] = true
			e.coders = append(e.coders, c.Coder)
		}
		for _, code := range codes {
			guid := GUID(c.ID.String())
			if len(codes) > 1 {
				guid = GUID(encounter.Pseudonym(c.ID[:], "refi/coding/"+string(code)).String())
			}
			*to = append(*to, Coding{GUID: guid, CreatedBy: GUID(c.Coder.String()), Code: code})
		}
	}
}

// place is where codings of a target go; nil where there is no such place.
func (e *exporting) place(t theme.Target) *[]Coding {
	if t.Pointer != "" {
		return nil
	}
	if u := e.units[t.Record]; u != nil && u.in != nil {
		return &u.in.out.Selections[u.selection].Codings
	}
	if s := e.sources[t.Record]; s != nil {
		return &s.out.Codings
	}
	return nil
}

// textless reports whether a target is, or is in, a source whose text is not carried.
func (e *exporting) textless(t theme.Target) bool {
	s := e.sources[t.Record]
	if u := e.units[t.Record]; u != nil {
		s = u.in
	}
	return s != nil && s.out.Text.Content == nil
}

// users makes the users: first the team, then who else coded.
func (e *exporting) users() {
	for i, id := range e.coders {
		e.made.Project.Users = append(e.made.Project.Users, User{GUID: GUID(id.String()), Name: fmt.Sprintf("coder %d", i+1)})
	}
}

// cases makes a case of each patient who has a source.
func (e *exporting) cases() {
	loss := &e.made.Loss
	number := 0
	of := make(map[encounter.ID][]GUID) // sources, by patient
	for _, s := range e.order {
		if patient, known := e.patients[s.Encounter]; known {
			of[patient] = append(of[patient], s.out.GUID)
		}
	}
	for _, p := range e.people {
		c := Case{GUID: GUID(p.ID.String()), Sources: slices.Clone(of[p.ID])}
		if len(c.Sources) == 0 {
			loss.Drop("participant", "no place in a project", 1)
			e.others++
			continue
		}
		number++
		c.Name = fmt.Sprintf("patient %d", number)
		e.made.Project.Cases = append(e.made.Project.Cases, c)
		loss.Change("participant", "a case with its sources; nothing else of the person is carried", 1)
	}
}

// left says how many records found no place.
func (e *exporting) left() {
	if e.others > 0 {
		e.find(ruleExportRecord, 0, "", fmt.Sprintf("%d records of other kinds, or about people without a source", e.others))
	}
}
