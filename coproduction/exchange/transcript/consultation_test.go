package transcript

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// local is an id that a test can be sure of.
func local(name string) encounter.ID { return encounter.Pseudonym([]byte("the tests' key"), name) }

// files are file contents by name.
type files map[string]string

// tier is a tier in the short form that covers ten seconds.
func tier(name string, intervals ...Interval) Tier {
	return Tier{Name: name, End: 10, Intervals: intervals}
}

func grid(tiers ...Tier) string { return gridFrom(0, 10, tiers...) }

func gridFrom(start, end Seconds, tiers ...Tier) string {
	var b strings.Builder
	if err := WriteTextGrid(&b, &Transcript{Start: start, End: end, Tiers: tiers}); err != nil {
		panic(err)
	}
	return b.String()
}

func (f files) open(name string) (io.ReadCloser, error) {
	text, ok := f[name]
	if !ok {
		return nil, errors.New("no such file: " + name)
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

func (f files) convert(t *testing.T, roles string) []*Consultation {
	t.Helper()
	r, err := ParseRoles(roles)
	require.NoError(t, err)
	var all []*Consultation
	for one, err := range (Conversion{Roles: r, IDs: local, Tags: DefaultTags()}).Encounters(slices.Sorted(maps.Keys(f)), f.open) {
		require.NoError(t, err)
		require.True(t, one.Loss.Balanced(), one.Loss.String())
		refused := slices.ContainsFunc(one.Findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
		require.Equal(t, refused, one.Encounter == nil, "no encounter when, and only when, a finding is an error")
		for _, f := range one.Findings {
			assert.NotContains(t, f.Detail, "SECRET")
			assert.Equal(t, ruleOf(f.Rule).Mend, f.Hint)
			assert.Contains(t, f.Position.Source, ".TextGrid")
		}
		all = append(all, one)
	}
	return all
}

const two = "doctor=professional:doctor,patient=patient"

var (
	hello = tier("Speaker", Interval{0, 2, "SECRET how <UNSURE>are</UNSURE> you"}, Interval{2, 10, ""})
	fine  = tier("Speaker", Interval{0, 1.5, ""}, Interval{1.5, 4.0005, "SECRET"}, Interval{4.0005, 9, " "}, Interval{9, 10, "<UNIN/>"})
)

func TestEncounters(t *testing.T) {
	all := files{"v_doctor.TextGrid": grid(hello), "v_patient.TextGrid": gridFrom(0, 10.0004, fine)}.convert(t, two)
	require.Len(t, all, 1)
	doctor, patient := local("transcript/v/speaker/doctor"), local("transcript/v/speaker/patient")
	turn := func(speaker encounter.ID, start, end, words int64) encounter.Turn {
		return encounter.Turn{Speaker: speaker, StartMs: &start, EndMs: &end, Words: &words}
	}
	assert.Equal(t, &Consultation{
		Name: "v",
		Encounter: &encounter.Encounter{
			ID: local("transcript/v"), Patient: patient, DurationMs: new(int64(10_000)),
			Presence: []encounter.Presence{
				{Participant: doctor, Role: encounter.RoleProfessional, Unidentified: true, Profession: encounter.Doctor},
				{Participant: patient, Role: encounter.RolePatient, Unidentified: true},
			},
			Turns: []encounter.Turn{
				turn(doctor, 0, 2000, 4),
				turn(patient, 1500, 4001, 1),
				turn(patient, 9000, 10000, 0), // a tag alone: somebody spoke
			},
		},
		Findings: nil,
		Loss:     all[0].Loss,
	}, all[0])
	assert.Equal(t, "consultation: 1 read, 1 kept, 0 changed, 0 dropped\n"+
		"file: 2 read, 2 kept, 0 changed, 0 dropped\n"+
		"interval: 6 read, 3 kept, 0 changed, 3 dropped (silence: 3)\n"+
		"tier: 2 read, 2 kept, 0 changed, 0 dropped\n", all[0].Loss.String())
}

func TestEncountersByTier(t *testing.T) {
	file := grid(
		tier("patient", Interval{3, 4, "b"}),
		tier("codes", Interval{0, 1, "x"}, Interval{1, 10, ""}),
		Tier{Name: "tolk", End: 10, Points: true, Intervals: []Interval{{1, 1, "p"}, {2, 2, "p"}, {3, 3, ""}}},
		tier("tolk 2", Interval{1, 2, "a"}, Interval{2, 10, ""}),
	)
	for _, name := range []string{"v.TextGrid", "v_patient.TextGrid"} { // the tiers count, not the name
		all := files{name: file}.convert(t, "tolk=interpreter:video,tolk 2=interpreter:ad-hoc,patient=patient")
		require.Len(t, all, 1)
		e := all[0].Encounter
		require.NotNil(t, e)
		assert.Equal(t, []encounter.Presence{
			{Participant: local("transcript/v/speaker/tolk%202"), Role: encounter.RoleInterpreter, Unidentified: true, Interpreter: encounter.InterpreterAdHoc},
			{Participant: local("transcript/v/speaker/patient"), Role: encounter.RolePatient, Unidentified: true},
		}, e.Presence, "in the order of the roles")
		assert.Equal(t, local("transcript/v/speaker/patient"), e.Patient)
		assert.Len(t, e.Turns, 2)
		assert.Equal(t, exchange.Count{Read: 8, Kept: 2, Dropped: map[string]int64{lossSilence: 1, lossNoRole: 2, lossPoints: 3}}, all[0].Loss.Of("interval"))
		assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{lossNoRole: 1, lossPoints: 1}}, all[0].Loss.Of("tier"))
		var pointers []string
		for _, f := range all[0].Findings {
			if f.Rule == ruleTierRole {
				pointers = append(pointers, f.Pointer)
			}
		}
		assert.Equal(t, []string{"/tiers/1", "/tiers/2"}, pointers)
	}
}

// One consultation for each rule, and what is just allowed beside it.
func TestConsultationRules(t *testing.T) {
	long := func(words int) string { return strings.Repeat("w ", words) }
	const end = Seconds(maxMs) / 1000
	spoke := func(name string, end Seconds, text string) Tier {
		return Tier{Name: name, End: end, Intervals: []Interval{{0, end, text}}}
	}
	many := func(n int) Tier {
		crowd := Tier{Name: "Speaker", End: 1000}
		for i := range n {
			crowd.Intervals = append(crowd.Intervals, Interval{Seconds(i) / 1000, Seconds(i+1) / 1000, "x"})
		}
		crowd.End = Seconds(n) / 1000
		return crowd
	}
	d, p := grid(hello), grid(fine)
	tests := []struct {
		name  string
		files files
		want  string // rule pointer, by file and place
	}{
		{"sound", files{"v_doctor": d, "v_patient": p}, ""},
		{"a file that is nobody's", files{"v": d}, "transcript-file-role"},
		{"a speaker's file with two tiers", files{"v_doctor": grid(hello, spoke("other", 10, "x")), "v_patient": p}, "transcript-file-role"},
		{"a speaker's file without tiers", files{"v_doctor": grid(), "v_patient": p}, "transcript-file-role"},
		{"a speaker's file with points only", files{"v_doctor": grid(Tier{Name: "doctor", End: 10, Points: true}), "v_patient": p}, "transcript-file-role"},
		{"a file with no tiers", files{"v": grid()}, "transcript-file-role"},
		{"a speaker's file with two tiers, one named by the key", files{"v_doctor": grid(tier("other", Interval{0, 10, "x"}), tier("doctor", Interval{0, 10, "x"})), "v_patient": p}, "transcript-tier-role /tiers/0"},
		{"a speaker's file with points", files{"v_doctor": grid(hello, Tier{Name: "x", End: 10, Points: true}), "v_patient": p}, "transcript-tier-role /tiers/1"},
		{"mixed up", files{"v_doctor": grid(spoke("patient", 10, "x")), "v_patient": p}, "transcript-tier-contradicts /tiers/0"},
		{"the tier named as the file", files{"v_doctor": grid(spoke("doctor", 10, "x")), "v_patient": p}, ""},
		{"a speaker twice", files{"a/v_doctor": d, "b/v_doctor": d, "v_patient": p}, "transcript-ambiguous /tiers/0"},
		{"a tier twice", files{"v": grid(spoke("doctor", 10, "x"), spoke("doctor", 10, "x"), spoke("patient", 10, "x"))}, "transcript-ambiguous /tiers/1; textgrid-tier-name /tiers/1"},
		{"only the doctor", files{"v_doctor": d}, "transcript-one-patient"},
		{"only the patient", files{"v_patient": p}, "transcript-professional"},
		{"two patients", files{"v_doctor": d, "v_patient": p, "v_client": p}, "transcript-one-patient"},
		{"a file that is cut off", files{"v_doctor": d[:len(d)-20], "v_patient": p}, "textgrid-truncated /tiers/0/intervals/1"},
		{"overlap of two milliseconds", files{"v_doctor": grid(tier("", Interval{0, 2.002, "x"}, Interval{2, 10, "y"})), "v_patient": p},
			"textgrid-tier-name /tiers/0; textgrid-overlap /tiers/0/intervals/1; transcript-speaker-overlap /tiers/0/intervals/1"},
		{"overlap of one", files{"v_doctor": grid(tier("", Interval{0, 2.001, "x"}, Interval{2, 10, "y"})), "v_patient": p},
			"textgrid-tier-name /tiers/0; textgrid-overlap /tiers/0/intervals/1"},
		{"overlap with silence", files{"v_doctor": grid(tier("a", Interval{0, 5, "x"}, Interval{2, 10, " "})), "v_patient": p}, "textgrid-overlap /tiers/0/intervals/1"},
		{"silent", files{"v_doctor": grid(spoke("x", 10, "\n")), "v_patient": p}, "transcript-speaker-silent /tiers/0"},
		{"an unknown tag", files{"v_doctor": grid(spoke("x", 10, "<LAUGH/> yes")), "v_patient": p}, "transcript-tag-unknown /tiers/0"},
		{"an unknown tag that closes", files{"v_doctor": grid(spoke("x", 10, "yes</laugh>")), "v_patient": p}, "transcript-tag-unknown /tiers/0"},
		{"no tag", files{"v_doctor": grid(spoke("x", 10, "a < b > 3 <3 <UNIN/>")), "v_patient": p}, ""},
		{"from another origin", files{"v_doctor": gridFrom(1, 10, Tier{Name: "x", Start: 1, End: 10, Intervals: []Interval{{1, 10, "x"}}}), "v_patient": gridFrom(2, 10, Tier{Name: "x", Start: 2, End: 10, Intervals: []Interval{{2, 10, "x"}}})}, "transcript-origin"},
		{"a week", files{"v_doctor": gridFrom(0, end, spoke("x", end, "x")), "v_patient": p}, ""},
		{"longer than a week", files{"v_doctor": gridFrom(0, end+0.001, spoke("x", end, "x")), "v_patient": p}, "transcript-too-long"},
		{"a million words", files{"v_doctor": grid(spoke("x", 10, long(maxWords))), "v_patient": p}, ""},
		{"and one more", files{"v_doctor": grid(spoke("x", 10, long(maxWords+1))), "v_patient": p}, "transcript-too-long /tiers/0/intervals/0"},
		{"as many utterances as can be", files{"v_doctor": gridFrom(0, 100, many(maxTurns-2)), "v_patient": p}, ""},
		{"and one more utterance", files{"v_doctor": gridFrom(0, 100, many(maxTurns-1)), "v_patient": p}, "transcript-too-long"},
	}
	met := make(map[schema.RuleID]bool)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			named := make(files)
			for name, text := range tt.files {
				named[name+".TextGrid"] = text
			}
			all := named.convert(t, two+",client=patient")
			require.Len(t, all, 1)
			var got []string
			for _, f := range all[0].Findings {
				got = append(got, strings.TrimSpace(string(f.Rule)+" "+f.Pointer))
				met[f.Rule] = true
			}
			assert.Equal(t, tt.want, strings.Join(got, "; "))
			if all[0].Encounter == nil {
				for _, element := range []string{"file", "tier", "interval"} {
					c := all[0].Loss.Of(element)
					assert.Equal(t, c.Read, c.Dropped[lossRefused], "nothing of a refused consultation is kept")
				}
			}
		})
	}
	for _, rule := range consultationRules {
		assert.True(t, met[rule.ID], "%s has no case", rule.ID)
	}
}

func TestConsultationsOfOneName(t *testing.T) {
	d, p := grid(hello), grid(fine)
	all := files{"v_doctor.TextGrid": d, "v_patient.TextGrid": p, "doctor_v.TextGrid": d, "patient_v.TextGrid": p, "w_doctor.TextGrid": d, "w_patient.TextGrid": p}.convert(t, two)
	require.Len(t, all, 3)
	for _, one := range all[:2] {
		assert.Equal(t, "v", one.Name)
		assert.Equal(t, map[schema.RuleID]int{ruleAmbiguous: 1}, count(one.Findings))
		assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"transcript-ambiguous": 1}}, one.Loss.Of("consultation"))
	}
	assert.NotNil(t, all[2].Encounter)
}

// A finding of an overlap is at the place where the reader saw it.
func TestOverlapHasItsPlace(t *testing.T) {
	for name, intervals := range map[string][]Interval{
		"in order":     {{0, 3, "x"}, {2, 10, "y"}},
		"out of order": {{0, 2, ""}, {2, 10, "y"}, {1, 3, "x"}}, // only the last has a finding of the reader
	} {
		t.Run(name, func(t *testing.T) {
			all := files{"v_doctor.TextGrid": grid(tier("a", intervals...)), "v_patient.TextGrid": grid(fine)}.convert(t, two)
			require.Equal(t, 1, count(all[0].Findings)[ruleOwnOverlap])
			for _, f := range all[0].Findings {
				assert.Equal(t, "v_doctor.TextGrid", f.Position.Source)
				assert.Greater(t, f.Position.Line, 15)
			}
		})
	}
}

func TestEncountersFail(t *testing.T) {
	roles, err := ParseRoles(two)
	require.NoError(t, err)
	conversion := Conversion{Roles: roles, IDs: local}
	last := 0
	for one, err := range conversion.Encounters([]string{"a_doctor.TextGrid", "a_patient.TextGrid", "b_doctor.TextGrid"},
		files{"a_doctor.TextGrid": grid(hello), "a_patient.TextGrid": grid(fine)}.open) {
		if last++; last == 1 {
			require.NoError(t, err)
			assert.NotNil(t, one.Encounter)
			continue
		}
		assert.EqualError(t, err, "no such file: b_doctor.TextGrid")
		assert.Nil(t, one)
	}
	assert.Equal(t, 2, last, "the error comes last")

	for one, err := range conversion.Encounters([]string{"a"}, func(string) (io.ReadCloser, error) { return io.NopCloser(worn{}), nil }) {
		assert.ErrorIs(t, err, errFull)
		assert.Nil(t, one)
	}
	for range conversion.Encounters([]string{"a", "b"}, files{"a": "", "b": ""}.open) {
		break // stopping early is allowed
	}
}

type worn struct{}

func (worn) Read([]byte) (int, error) { return 0, errFull }
