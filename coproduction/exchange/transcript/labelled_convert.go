package transcript

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A spokenLine is a turn before its speaker has an id.
type spokenLine struct {
	who   voiceKey
	words int
}

// A labelledTalk is what the lines of one consultation hold.
type labelledTalk struct {
	turns      []spokenLine // one more than an encounter holds, at most
	labelled   int          // lines with a label that has a role
	voices     []voiceKey   // whoever speaks, in the order of the roles and of their numbers
	lines      int          // that are not blank
	unlabelled int
	continued  int // lines without a label that go on with the turn above
	roleless   int
	untold     untold
}

// convert makes the records of one consultation.
func (r *labelReading) convert(name string, id, text cell) error {
	talk := r.listen(text)
	loss := &r.to.Loss
	if r.table != nil {
		loss.Read("row", 1)
	}
	loss.Read("consultation", 1)
	loss.Read("text", 1)
	loss.Read("line", talk.lines)
	if refusal := r.judge(name, id, text, talk); refusal != "" {
		loss.Drop("consultation", string(refusal), 1)
		loss.Drop("text", lossRefused, 1)
		loss.Drop("line", lossRefused, talk.lines)
		if r.table != nil {
			loss.Drop("row", lossRefused, 1)
		}
		return nil
	}
	r.kept++
	if r.table != nil {
		loss.Keep("row", 1)
	}
	loss.Keep("consultation", 1)
	loss.Keep("line", len(talk.turns))
	loss.Drop("line", lossNoLabel, talk.unlabelled-talk.continued)
	loss.Change("line", lossContinued, talk.continued)
	loss.Drop("line", lossLabelRole, talk.roleless)
	e := r.encounter(name, talk)
	if err := r.to.Record(e); err != nil {
		return err
	}
	return handSource(r.to, sourceOf(r.Options, name, e.ID, text.text, false, loss), r.lines(text))
}

// lines are those of a text, with their places in the file.
func (r *labelReading) lines(text cell) iter.Seq2[string, schema.Position] {
	return func(yield func(string, schema.Position) bool) {
		on := true
		text.eachLine(func(line string, at place) {
			on = on && yield(line, r.book.in(at, text.width(line)))
		})
	}
}

// A labelPlace is where a label stands.
type labelPlace struct {
	at     place
	length int
}

// listen reads the lines of one consultation.
func (r *labelReading) listen(text cell) labelledTalk {
	var talk labelledTalk
	var unlabelled, nearly int
	var firstUnlabelled place
	type stray struct {
		at        place
		length, n int
	}
	strays := make(map[string]*stray)
	goesOn := false // the label above has a role, and the turn may go on
	var who []voiceKey
	var fits []fit
	var labels []labelPlace
	text.eachLine(func(line string, at place) {
		if strings.TrimSpace(line) == "" {
			return
		}
		talk.lines++
		l, ok := r.layout.cut(line, r.Roles)
		if !ok {
			if unlabelled++; unlabelled == 1 {
				firstUnlabelled = at
			}
			if r.almost(line) {
				nearly++
			}
			// A label in brackets opens a stretch of text; one with a colon, a line.
			if n := len(talk.turns); r.layout == brackets && goesOn && n <= maxTurns {
				talk.turns[n-1].words += CountWords(line, r.Tags...)
				talk.continued++
			}
			return
		}
		at = text.behind(at, line[:l.lead])
		length := text.width(l.label)
		voice, how := r.Roles.voice(l.label)
		if goesOn = how != unknown; !goesOn {
			talk.roleless++
			if talk.untold.heard(l.label) {
				r.book.count(ruleScriptInterp, at, length, "{line has|lines have} an interpreter's label, and how that one took part is not told")
				return
			}
			if strays[l.label] == nil {
				strays[l.label] = &stray{at: at, length: length}
			}
			strays[l.label].n++
			return
		}
		if l.spaced {
			r.book.count(ruleTextLabelSpace, at, length, "{line has|lines have} white space before the label or its colon")
		}
		switch how {
		case counted:
			r.book.count(ruleTextNumbered, at, length, "{line has|lines have} a label with a number")
		case caseless:
			r.book.count(ruleTextLabelCase, at, length, "{line has|lines have} a label in another case than the key")
		}
		r.book.unparted(l.talk, at, length, "line")
		if talk.labelled++; len(talk.turns) > maxTurns {
			return // there are too many, and they are only counted
		}
		who, fits, labels = append(who, voice), append(fits, how), append(labels, labelPlace{at, length})
		talk.turns = append(talk.turns, spokenLine{words: CountWords(l.talk, r.Tags...)})
	})
	for _, i := range r.Roles.settle(who, fits) {
		r.book.count(ruleTextLabelCase, labels[i].at, labels[i].length, joinedWhat("line"))
	}
	present := make(map[voiceKey]bool)
	for i, voice := range who {
		talk.turns[i].who, present[voice] = voice, true
	}
	if talk.unlabelled = unlabelled; unlabelled > 0 {
		detail := unlabelledDetail(unlabelled, talk.continued, nearly)
		r.book.report(ruleTextUnlabelled, firstUnlabelled, 0, detail)
	}
	for n, label := range slices.SortedFunc(maps.Keys(strays), func(a, b string) int { return cmp.Compare(strays[a].at.offset, strays[b].at.offset) }) {
		s := strays[label]
		detail := amount(s.n, "{line of this consultation has this label|lines of this consultation have this label}, which has no role; {this is it|this is the first}")
		if n < faults.Max { // no more are listed
			if near := r.Roles.near(label); near != "" {
				detail += "; " + near
			}
		}
		r.book.report(ruleTextLabelRole, s.at, s.length, detail)
	}
	talk.voices = slices.SortedFunc(maps.Keys(present), func(a, b voiceKey) int {
		return cmp.Or(cmp.Compare(a.speaker, b.speaker), cmp.Compare(len(a.number), len(b.number)), cmp.Compare(a.number, b.number))
	})
	return talk
}

// judge says by which rule no encounter can be made of the talk; "" if one can.
func (r *labelReading) judge(name string, id, text cell, talk labelledTalk) (refusal schema.RuleID) {
	refuse := func(rule schema.RuleID, at cell, detail string) {
		r.book.report(rule, at.at, at.length, detail)
		if refusal == "" {
			refusal = rule
		}
	}
	if r.names[name] {
		refuse(ruleAmbiguous, id, "an earlier consultation has the same name")
	}
	r.names[name] = true
	if len(talk.turns) == 0 {
		refuse(ruleTextNoLabel, cell{at: text.at}, "no line of this consultation has a label with a role")
		return refusal
	}
	patients, professionals := present(r.Roles, talk.voices)
	switch {
	case patients > 1:
		refuse(rulePatient, cell{at: text.at}, fmt.Sprintf("%d speakers of this consultation are patients", patients))
	case patients == 1:
	case r.silentPatient() < 0:
		refuse(rulePatient, cell{at: text.at}, "no speaker of this consultation is a patient")
	default:
		r.book.report(ruleTextSilent, text.at, 0, "no line of this consultation is the patient's")
	}
	if professionals == 0 {
		r.book.report(ruleNoProfessional, text.at, 0, "no speaker of this consultation is a professional")
	}
	if len(talk.voices) >= maxPresent {
		refuse(ruleTooLong, cell{at: text.at}, fmt.Sprintf("%d speakers", len(talk.voices)))
	}
	if len(talk.turns) > maxTurns {
		refuse(ruleTooLong, cell{at: text.at}, fmt.Sprintf("%d lines with a label", talk.labelled))
	}
	if longest := slices.MaxFunc(talk.turns, func(a, b spokenLine) int { return a.words - b.words }).words; longest > maxWords {
		refuse(ruleTooLong, cell{at: text.at}, fmt.Sprintf("%d words in one line", longest))
	}
	return refusal
}

// present counts patients and professionals.
func present(roles Roles, voices []voiceKey) (patients, professionals int) {
	for _, v := range voices {
		switch roles[v.speaker].Role {
		case encounter.RolePatient:
			patients++
		case encounter.RoleProfessional:
			professionals++
		}
	}
	return patients, professionals
}

// silentPatient is the place in the roles of a patient who is there without a line;
// −1 where the caller does not say that patients always are.
func (r *labelReading) silentPatient() int {
	if !r.PatientPresent {
		return -1
	}
	return slices.IndexFunc(r.Roles, func(s Speaker) bool { return s.Role == encounter.RolePatient })
}

func (r *labelReading) encounter(name string, talk labelledTalk) *encounter.Encounter {
	voices := talk.voices
	if patients, _ := present(r.Roles, voices); patients == 0 {
		voices = append(slices.Clone(voices), voiceKey{speaker: r.silentPatient()})
	}
	e, ids := gathering(r.Options, name, r.Roles, voices)
	e.Mode, e.Recording, e.RolesNotRecorded = r.Mode, r.Recording, talk.untold.of(e)
	e.Turns = make([]encounter.Turn, 0, len(talk.turns))
	for _, t := range talk.turns {
		e.Turns = append(e.Turns, encounter.Turn{Speaker: ids[t.who], Words: new(int64(t.words))})
	}
	return e
}
