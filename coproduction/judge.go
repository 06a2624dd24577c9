package coproduction

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A judge takes records down the whole road, one at a time. What it needs for that
// it keeps from one to the next.
type judge struct {
	*Validator
	rules   []Rule
	decoder decode.Decoder
	privacy privacy
	broken
}

// judge returns a judge who applies the rules of the validator.
func (v *Validator) judge() *judge {
	j := &judge{Validator: v, rules: v.Rules}
	j.decoder.Reuse, j.decoder.Personal = v.Reuse, isPersonal
	if j.rules == nil {
		j.rules = RecordRules()
	}
	j.broken.report = j.broken.add
	return j
}

// line takes one piece down the whole road.
func (j *judge) line(l *Line, p piece) {
	*l = Line{Position: p.base, Raw: p.raw}
	if p.marked {
		l.report(schema.ReadingRule(schema.RuleInputBOM).At("", "a byte order mark stands before this record"))
	}
	switch {
	case p.stray:
		l.report(schema.ReadingRule(schema.RuleTrailing).At("", "this stands behind the end of the array"))
	case p.tooLong:
		l.report(schema.ReadingRule(schema.RuleRecordSize).At("", fmt.Sprintf("the record is longer than %d bytes", j.maxRecord())))
	default:
		j.judge(l, p.cut)
	}
	l.finish(j.Validator)
}

// judge finds what can be said of the record, and decodes it if all is well.
func (j *judge) judge(l *Line, cut bool) {
	judge := schema.Judge
	if j.Reference {
		judge = schema.JudgeByReference
	}
	judged := judge(l.Raw)
	l.Kind = judged.Kind
	if cut {
		judged.Findings = cutOff(l.Raw, judged.Findings)
	}
	l.Findings = append(l.Findings, judged.Findings...)
	if !judged.Clean() {
		l.ID = readID(l.Raw)
		if strict := l.Kind != ""; !strict || !j.decoder.PlainTexts(l.Raw) {
			l.Findings = append(l.Findings, j.privacy.findings(l.Kind, l.Raw)...)
		}
		return
	}
	record, plain, sure := j.decoder.Record(string(l.Kind), l.Raw)
	if !plain {
		l.Findings = append(l.Findings, j.privacy.findings(l.Kind, l.Raw)...)
	}
	if !sure {
		var bad []schema.Finding
		if record, bad = decodeSlowly(l.Kind, l.Raw); bad != nil {
			l.ID = readID(l.Raw)
			l.Findings = append(l.Findings, bad...)
			return
		}
	}
	l.ID = record.RecordID()
	l.Findings = append(l.Findings, j.apply(j.rules, record, l.Raw)...)
	l.Record, l.borrowed = record, j.Reuse && sure
}

// cutOff adds the finding that the input ended within an array, unless the record
// is seen to be cut off itself.
func cutOff(raw []byte, found []schema.Finding) []schema.Finding {
	syntax := func(f schema.Finding) bool { return f.Rule == schema.RuleSyntax }
	if len(raw) > 0 && slices.ContainsFunc(found, syntax) {
		return found
	}
	f := schema.ReadingRule(schema.RuleSyntax).At("", "the input ends within the array")
	f.Position = schema.PositionOf(raw, len(raw), 0)
	return append(slices.DeleteFunc(found, syntax), f)
}

// readID reads the record's own id as far as it can be read.
func readID(raw []byte) encounter.ID {
	offset, length, ok := schema.Locate(raw, "/id")
	if !ok {
		return encounter.ID{}
	}
	var text string
	if json.Unmarshal(raw[offset:][:length], &text) != nil {
		return encounter.ID{}
	}
	id, err := encounter.ParseID(text)
	if err != nil {
		return encounter.ID{}
	}
	return id
}
