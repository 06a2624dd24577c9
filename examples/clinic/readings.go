package main

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// codes are what a coder would give a step of each act.
var codes = map[encounter.Act][]theme.CodeID{
	encounter.ActOpenInvitation: {"T3.open_invitation"},
	encounter.ActTell:           {"T3.uninterrupted_story", "T1.patient_as_source"},
	encounter.ActAsk:            {"T1.patient_as_source"},
	encounter.ActList:           {"T2.map_problems", "T2.social_barrier"},
	encounter.ActPrioritise:     {"T2.prioritise"},
	encounter.ActExplain:        {"T2.language_bridge"},
	encounter.ActValidate:       {"T3.validation", "T3.safe_space"},
	encounter.ActSummarise:      {"T2.shared_summary"},
	encounter.ActPropose:        {"T1.do_what_makes_sense"},
	encounter.ActDecide:         {"T3.shared_decision"},
	encounter.ActPlan:           {"T4.patient_agency"},
	encounter.ActHandOver:       {"T4.handover"},
	encounter.ActReflect:        {"T1.self_reflection"},
}

// read makes what was read into the encounters: every step of every second one is
// coded by both coders; three have field notes with meaning units; and the themes
// are taken back to two participants.
func (c *clinic) read() {
	var last *theme.Coding
	for i, e := range c.encounters {
		if i%2 != 0 || len(e.Steps) == 0 {
			continue
		}
		for j := range e.Steps {
			last = c.codeTwice(e, fmt.Sprintf("/steps/%d", j), codes[e.Steps[j].Act])
		}
	}
	for n, i := range []int{0, 7, 13} {
		c.note(c.encounters[i], n)
	}
	agreed := c.study.MemberCheck(c.patients[1], c.codebook, "T3", theme.Agreed)
	agreed.Why = "Synthetic: recognised at once"
	revised := c.study.MemberCheck(c.nurses[0], c.codebook, "T2.prioritise", theme.Revised)
	revised.Why = "Synthetic: parking a problem is a choice too"
	rejected := c.study.MemberCheck(c.socialWorker, c.codebook, "T4", theme.Rejected)
	rejected.Codebook, rejected.Theme, rejected.Coding = encounter.ID{}, "", last.ID
}

// codeTwice lets both coders code one place. Each of them mostly gives what the
// place calls for, sometimes misses a code, and sometimes sees another.
func (c *clinic) codeTwice(of encounter.Record, pointer string, called []theme.CodeID) *theme.Coding {
	var coding *theme.Coding
	for _, coder := range c.coders {
		var given []theme.CodeID
		for _, code := range called {
			if c.IntN(10) < 8 {
				given = append(given, code)
			}
		}
		if c.IntN(8) == 0 {
			given = append(given, "T3.trust")
		}
		coding = c.study.Coding(c.codebook, coder, of, pointer, given...)
	}
	return coding
}

// note makes field notes of an encounter, with a meaning unit for each sentence.
// The text of the third stays elsewhere.
func (c *clinic) note(e *encounter.Encounter, n int) {
	sentences := []string{
		"Synthetic note, written by a program.",
		"Nobody said or did what stands here.",
		"The chairs stand in a half circle – so it says – and the door is closed.",
	}
	s := c.study.Source(theme.FormFieldNotes, e, strings.Join(sentences, " "))
	s.Language = "en"
	if n == 2 {
		s.Text = nil
	}
	start := int64(0)
	for _, sentence := range sentences {
		end := start + int64(len([]rune(sentence)))
		u := c.study.Unit(s, start, end)
		u.Condensation = "Synthetic: sentence about nothing"
		c.codeTwice(u, "", []theme.CodeID{"T3.safe_space"}[:c.IntN(2)])
		start = end + 1
	}
}
