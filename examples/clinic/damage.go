package main

import (
	"bytes"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// spoil changes a copy of the record that pick picks.
func spoil[R encounter.Record](pick func(*bench) R, change func(*bench, R)) damage {
	return func(b *bench) ([]byte, error) {
		r, err := copied(b, pick(b))
		if err != nil {
			return nil, err
		}
		change(b, r)
		return coproduction.Append(nil, r)
	}
}

// What is picked for spoiling.
func study(b *bench) *encounter.Study        { return b.study }
func person(b *bench) *encounter.Participant { return b.nurse }
func visit(b *bench) *encounter.Encounter    { return b.encounter }
func codebook(b *bench) *theme.Codebook      { return b.codebook }
func source(b *bench) *theme.Source          { return b.source }
func unit(b *bench) *theme.Unit              { return b.unit }
func coding(b *bench) *theme.Coding          { return b.coding }

func inEncounter(change func(*bench, *encounter.Encounter)) damage { return spoil(visit, change) }

// written changes the text of a copy, for what a value in Go cannot hold: it puts
// after in the place of the first occurrence of before. Where there is none, the
// table is wrong.
func written[R encounter.Record](pick func(*bench) R, before, after string) damage {
	return func(b *bench) ([]byte, error) {
		line, err := spoil(pick, func(*bench, R) {})(b)
		if err != nil {
			return nil, err
		}
		if !bytes.Contains(line, []byte(before)) {
			return nil, fmt.Errorf("a sound record has no %s to be put %s for", before, after)
		}
		return bytes.Replace(line, []byte(before), []byte(after), 1), nil
	}
}

// extension adds a local field to a participant.
func extension(name, value string) damage {
	return written(person, `"synthetic":true`, fmt.Sprintf(`"synthetic":true,%q:%s`, name, value))
}

// ofAnother makes a visit of the patient one of somebody else, linked to nothing.
func ofAnother(who func(*bench) encounter.ID) damage {
	return func(b *bench) ([]byte, error) {
		line, err := spoil(visit, func(_ *bench, e *encounter.Encounter) { e.Links = nil })(b)
		return bytes.ReplaceAll(line, []byte(b.patient.ID.String()), []byte(who(b).String())), err
	}
}
