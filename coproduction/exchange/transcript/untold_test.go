package transcript

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Where every label has a role, whoever spoke is told: then nobody interpreted. Of a label
// without a role it may be anybody's, and of an interpreter's without a mode only that one's.
func TestRolesNotRecorded(t *testing.T) {
	const (
		begin = "@UTF8\n@Begin\n@Participants:\tPAT Patient"
		chat  = begin + ", DOC Doctor\n*DOC:\tthree .\n*PAT:\tone .\n"
		alone = begin + "\n*PAT:\tone .\n"
		srt   = "1\n00:00:01,000 --> 00:00:02,000\nPatient: one\n\n2\n00:00:02,000 --> 00:00:03,000\n"
		table = "encounter,speaker,words\nv,Patient,1\n"
		eaf   = `<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="9"/></TIME_ORDER>` +
			`<TIER TIER_ID="Patient"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="1" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>one</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>`
		tier = `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="2" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>two</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>`
	)
	options := exchange.Options{ID: keyed}
	interpreter := []encounter.Role{encounter.RoleInterpreter}
	butPatient := []encounter.Role{encounter.RoleProfessional, encounter.RoleInterpreter, encounter.RoleRelative, encounter.RoleObserver, encounter.RoleResearcher}
	butDoctor := butPatient[1:]
	for _, tt := range []struct {
		name string
		from importer
		text string
		want []encounter.Role
	}{
		{"chat, all have roles", Script{Options: options, Form: CHAT}, chat + "@End\n", nil},
		{"chat, the patient alone", Script{Options: options, Form: CHAT}, alone + "@End\n", nil},
		{"chat, a doctor who says nothing", Script{Options: options, Form: CHAT}, begin + ", DOC Doctor\n*PAT:\tone .\n@End\n", butPatient[:1]},
		{"chat, an interpreter who says nothing", Script{Options: options, Form: CHAT}, begin + ", DOC Doctor, INT Interpreter\n*DOC:\tone .\n*PAT:\tone .\n@End\n", interpreter},
		{"chat, of no known role, who says nothing", Script{Options: options, Form: CHAT}, begin + ", DOC Doctor, XYZ Visitor\n*DOC:\tone .\n*PAT:\tone .\n@End\n", butDoctor},
		{"chat, a label without a role", Script{Options: options, Form: CHAT}, alone + "*XYZ:\ttwo .\n@End\n", butPatient},
		{"chat, beside a doctor", Script{Options: options, Form: CHAT}, chat + "*XYZ:\ttwo .\n@End\n", butDoctor},
		{"chat, by the role of the header", Script{Options: options, Form: CHAT}, begin + ", INT Interpreter\n*PAT:\tone .\n*INT:\ttwo .\n@End\n", interpreter},
		{"chat, with the mode", Script{Options: options, Form: CHAT, Roles: rolesBeside(t, "INT=interpreter:phone", ScriptRoles())}, chat + "*INT:\ttwo .\n@End\n", nil},
		{"subtitles, all have roles", Script{Options: options, Form: SRT}, srt + "Doctor: two\n", nil},
		{"subtitles, an interpreter", Script{Options: options, Form: SRT}, srt + "Tolk 2: two\n", interpreter},
		{"subtitles, nobody's", Script{Options: options, Form: SRT}, srt + "two\n", butPatient},
		{"subtitles, a block without times", Script{Options: options, Form: SRT}, srt + "Doctor: two\n\n3\nTolk: three\n", butDoctor},
		{"chat, a line that is none of chat", Script{Options: options, Form: CHAT}, chat + "*XYZ two .\n@End\n", butDoctor},
		{"subtitles, a tag of a voice that is not closed", Script{Options: options, Form: WebVTT}, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Patient>one</v>\n<v Doctor>two</v>\n<v three\n", butDoctor},
		{"subtitles, without a word", Script{Options: options, Form: SRT}, srt + "Xyz:\n", nil},
		{"a table, all have roles", CodedTurns{Options: options}, table + "v,Doctor,1\n", nil},
		{"a table, an interpreter", CodedTurns{Options: options}, table + "v,Dolmetscher,1\n", interpreter},
		{"a table, both", CodedTurns{Options: options}, table + "v,Dolmetscher,1\nv,Xyz,1\nv,Doctor,1\n", butDoctor},
		{"a table, nobody's", CodedTurns{Options: options}, table + "v,,1\n", butPatient},
		{"text, all have roles", Labelled{Options: options}, "Patient: one\nDoctor: two\n", nil},
		{"text, a line without a label", Labelled{Options: options}, "a heading\nPatient: one\nDoctor: two\n", nil},
		{"text, an interpreter", Labelled{Options: options}, "Patient: one\nTolk: two\n", interpreter},
		{"text, a label without a role", Labelled{Options: options}, "Patient: one\nDoctor: two\nXyz: three\n", butDoctor},
		{"elan, a tier of an interpreter", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="tolk">` + tier, interpreter},
		{"elan, a tier without a role", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="xyz">` + tier, butPatient},
		{"elan, a tier without a role, and the tiers of speech are named", Script{Options: options, Form: EAF, SpeechTiers: []string{"Patient"}}, eaf + `<TIER TIER_ID="xyz">` + tier, nil},
		{"elan, a second tier of a speaker", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="notes" PARTICIPANT="Patient">` + tier, nil},
		{"elan, a tier that belongs to another", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="xyz" PARENT_REF="Patient">` + tier, nil},
		{"elan, an empty tier", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="xyz"></TIER></ANNOTATION_DOCUMENT>`, nil},
		{"elan, a doctor's", Script{Options: options, Form: EAF}, eaf + `<TIER TIER_ID="Doctor">` + tier, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := importAll(t, tt.from, inMemory("v", tt.text))
			require.Len(t, got.encounters, 1, got.findings)
			assert.Equal(t, tt.want, got.encounters[0].RolesNotRecorded)
			assert.Empty(t, coproduction.Check(got.encounters[0]))
		})
	}
}

// So many silent people are not looked at one by one.
func TestManySilent(t *testing.T) {
	for n, want := range map[int]int{maxPresent: 0, maxPresent + 1: 4} {
		header := "@Begin\n@Participants:\tPAT Patient, DOC Doctor"
		for i := range n {
			header += fmt.Sprintf(", D%d Doctor", i)
		}
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("v", header+"\n*PAT:\tone .\n*DOC:\ttwo .\n@End\n"))
		require.Len(t, got.encounters, 1)
		assert.Len(t, got.encounters[0].RolesNotRecorded, want, n)
	}
}

// Of TextGrids a tier that is no speaker's may be somebody's, unless nothing is said in it.
func TestRolesNotRecordedInTiers(t *testing.T) {
	tests := []struct {
		name, tier, text string
		want             []encounter.Role
	}{
		{"another", "xyz", "two", []encounter.Role{encounter.RoleInterpreter, encounter.RoleRelative, encounter.RoleObserver, encounter.RoleResearcher}},
		{"an interpreter's", "tolk", "two", []encounter.Role{encounter.RoleInterpreter}},
		{"in which nothing is said", "xyz", " ", nil},
	}
	for _, tt := range tests {
		w := work{Conversion: Conversion{IDs: keyed, Roles: Roles{{Key: "doctor", Role: encounter.RoleProfessional}, {Key: "patient", Role: encounter.RolePatient}}},
			Consultation: &Consultation{Name: "v"}}
		tier := func(name, text string) Tier {
			return Tier{Name: name, Intervals: []Interval{{End: 1, Text: text}}}
		}
		w.files = []heard{{Transcript: Transcript{End: 1, Tiers: []Tier{tier("doctor", "one"), tier("patient", "one"), tier(tt.tier, tt.text)}}}}
		w.convert()
		require.NotNil(t, w.Encounter, w.Findings)
		assert.Equal(t, tt.want, w.Encounter.RolesNotRecorded, tt.name)
	}
}
