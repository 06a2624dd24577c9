package transcript_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// synthetic is a TextGrid in the short form, as a program that records one speaker
// writes it. The talk is made up.
const synthetic = `File type = "ooTextFile"
Object class = "TextGrid"

0 6 <exists>
1
"IntervalTier" "Speaker" 0 6
3
0 2 ""
2 4.5 "What worries <UNSURE>you</UNSURE> most?"
4.5 6 ""
`

func ExampleReadTextGrid() {
	t, findings, err := transcript.ReadTextGrid(strings.NewReader(synthetic), "visit.TextGrid")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(findings), "findings")
	nurse := t.Tiers[0]
	fmt.Println(len(nurse.Intervals), "intervals")
	fmt.Println(nurse.Words("<UNSURE>", "</UNSURE>"), "words in", nurse.Speech().Milliseconds(), "ms")
	// Output:
	// 0 findings
	// 3 intervals
	// 4 words in 2500 ms
}

func ExampleReadTextGrid_refused() {
	cut := synthetic[:strings.Index(synthetic, "most")]
	t, findings, _ := transcript.ReadTextGrid(strings.NewReader(cut), "visit.TextGrid")
	fmt.Println(t == nil)
	for _, f := range findings {
		fmt.Printf("%s:%d:%d: %s: %s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Rule.Error(), f.Detail)
	}
	// Output:
	// true
	// visit.TextGrid:9:7: rule textgrid-truncated: the text that opens here is never closed
}

func ExampleMerge() {
	nurse := &transcript.Transcript{End: 6, Tiers: []transcript.Tier{{Name: "Speaker", End: 6,
		Intervals: []transcript.Interval{{Start: 2, End: 4.5, Text: "What worries you most?"}}}}}
	patient := &transcript.Transcript{End: 8, Tiers: []transcript.Tier{{Name: "Speaker", End: 8,
		Intervals: []transcript.Interval{{Start: 4, End: 7, Text: "The letter from the office."}}}}}

	visit := transcript.Merge(transcript.Part{Speaker: "nurse", Transcript: nurse}, transcript.Part{Speaker: "patient", Transcript: patient})
	for _, tier := range visit.Tiers {
		fmt.Println(tier.Name, tier.Words(), "words")
	}
	fmt.Println("both speak for", transcript.Overlap(visit.Tiers[0], visit.Tiers[1]).Milliseconds(), "ms")
	fmt.Println(len(transcript.Turns(visit)), "turns")
	// Output:
	// nurse 4 words
	// patient 5 words
	// both speak for 500 ms
	// 2 turns
}

func ExampleCountWords() {
	fmt.Println(transcript.CountWords("<UNSURE>since</UNSURE> Monday <UNIN/>", "<UNSURE>", "</UNSURE>", "<UNIN/>"))
	// Output: 2
}

func ExampleWriteTextGrid() {
	visit := &transcript.Transcript{End: 2, Tiers: []transcript.Tier{{Name: "nurse", End: 2,
		Intervals: []transcript.Interval{{End: 2, Text: `a "better" day`}}}}}
	var file strings.Builder
	if err := transcript.WriteTextGrid(&file, visit); err != nil {
		fmt.Println(err)
		return
	}
	lines := strings.Split(strings.TrimSpace(file.String()), "\n")
	fmt.Println(strings.TrimSpace(lines[len(lines)-1]))
	// Output: text = "a ""better"" day"
}

func ExampleRules() {
	for _, rule := range transcript.Rules() {
		if rule.ID == "textgrid-gap" {
			fmt.Println(rule.Severity, rule.Title)
		}
	}
	// Output: note Intervals cover their tier without gaps
}

func ExampleConversion_Encounters() {
	roles, err := transcript.ParseRoles("nurse=professional:nurse,patient=patient")
	if err != nil {
		fmt.Println(err)
		return
	}
	conversion := transcript.Conversion{
		Roles: roles,
		IDs:   func(local string) encounter.ID { return encounter.Pseudonym([]byte("a secret of the study"), local) },
		Tags:  transcript.DefaultTags(),
	}
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(synthetic)), nil }

	names := []string{"visit1_nurse.TextGrid", "visit1_patient.TextGrid", "visit2_nurse.TextGrid"}
	for visit, err := range conversion.Encounters(names, open) {
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, f := range visit.Findings {
			fmt.Println(visit.Name, f.Severity, f.Detail)
		}
		if e := visit.Encounter; e != nil {
			fmt.Println(visit.Name, len(e.Turns), "turns of", *e.Turns[0].Words, "words each,", visit.Loss.Of("interval").Dropped)
		}
	}
	// Output:
	// visit1 2 turns of 4 words each, map[silence:4]
	// visit2 error no speaker of this consultation is a patient
}

func ExampleParseRoles() {
	_, err := transcript.ParseRoles("nurse=professional:nurse,tolk=interpreter")
	fmt.Println(err)
	// Output: transcript: roles not understood: the interpreter "tolk" needs a mode, as in tolk=interpreter:phone; the modes are in-person, phone, video, ad-hoc
}

func ExampleRoles_Beside() {
	roles, err := transcript.ParseRoles("tolk=interpreter:phone,D=relative")
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range roles.Beside(transcript.LabelRoles())[:4] {
		fmt.Println(s.Key, s.Role, s.Customary)
	}
	// Output:
	// tolk interpreter false
	// D relative false
	// doctor professional true
	// Doctor professional true
}

func ExampleOverlap() {
	doctor := transcript.Tier{Intervals: []transcript.Interval{{Start: 0, End: 4, Text: "how"}}}
	patient := transcript.Tier{Intervals: []transcript.Interval{{Start: 3, End: 6, Text: "so"}}}
	fmt.Println(transcript.Overlap(doctor, patient))
	// Output: 1
}

func ExampleCodedTurns() {
	const table = "encounter,turn,speaker,text,code,coder\n" + // synthetic
		"visit1,1,Doctor,what do you think it is?,question,c1\n" +
		"visit1,1,Doctor,what do you think it is?,,c2\n" +
		"visit1,2,Patient,my back again,,\n"
	file := exchange.File{Name: "turns.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(table)), nil }}
	to := exchange.Sink{
		Record: func(r encounter.Record) error {
			switch r := r.(type) {
			case *encounter.Encounter:
				fmt.Println(len(r.Turns), "turns, the first of", *r.Turns[0].Words, "words")
			case *theme.Coding:
				fmt.Println("codes of", r.Target.Pointer, r.Codes)
			}
			return nil
		},
		Finding: func(f schema.Finding) { fmt.Println(f.Severity, string(f.Rule)) },
	}
	turns := transcript.CodedTurns{Options: exchange.Options{
		ID: func(key string) encounter.ID { return encounter.Pseudonym([]byte("a secret of the study"), key) },
	}}
	if err := turns.Read(context.Background(), []exchange.File{file}, &to); err != nil {
		fmt.Println(err)
	}
	fmt.Print(to.Loss.String())
	// Output:
	// 2 turns, the first of 6 words
	// note csv-columns-assumed
	// codes of /turns/0 [code.question]
	// codes of /turns/0 []
	// code: 2 read, 1 kept, 1 changed (seen, and no code applies: 1), 0 dropped
	// column: 6 read, 6 kept, 0 changed, 0 dropped
	// consultation: 1 read, 1 kept, 0 changed, 0 dropped
	// definition: 1 read, 0 kept, 1 changed (the files give none, and the codebook says so: 1), 0 dropped
	// file: 1 read, 1 kept, 0 changed, 0 dropped
	// row: 3 read, 3 kept, 0 changed, 0 dropped
	// text: 1 read, 0 kept, 1 changed (counted, its fingerprint taken, and left behind: 1), 0 dropped
	// turn: 2 read, 2 kept, 0 changed, 0 dropped
}
