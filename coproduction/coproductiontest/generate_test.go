package coproductiontest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// mustBeSound fails where a rule finds anything, a warning too, within a record or
// across them.
func mustBeSound(t *testing.T, records []encounter.Record) {
	t.Helper()
	var study coproduction.StudyRules
	for _, r := range records {
		if found := coproduction.Check(r); len(found) > 0 {
			t.Fatalf("%s %s: %s", r.RecordKind(), r.RecordID(), found[0].Error())
		}
		study.Add(r)
	}
	coproductiontest.AssertFindings(t, study.Findings())
}

func TestStudyIsSound(t *testing.T) {
	for seed := range uint64(20) {
		mustBeSound(t, coproductiontest.Study(seed, coproductiontest.Typical(int(seed)*2)))
	}
}

func TestStudyIsSoundInEveryShape(t *testing.T) {
	full := coproductiontest.Typical(12)
	full.Turns, full.Steps, full.Coded, full.Documented, full.Withdrawn = 40, 20, 1, 1, 0.3
	shapes := map[string]func(*coproductiontest.Shape){
		"nothing":        func(s *coproductiontest.Shape) { *s = coproductiontest.Shape{} },
		"no patients":    func(s *coproductiontest.Shape) { s.Patients = 0 },
		"one patient":    func(s *coproductiontest.Shape) { s.Patients = 1 },
		"a visit each":   func(s *coproductiontest.Shape) { s.Patients = 12 },
		"more patients":  func(s *coproductiontest.Shape) { s.Patients = 24 },
		"patients alone": func(s *coproductiontest.Shape) { s.Encounters = 0 },
		"nobody on the team": func(s *coproductiontest.Shape) {
			s.Doctors, s.Nurses, s.SocialWorkers, s.OtherProfessionals = 0, 0, 0, 0
		},
		"no interpreters": func(s *coproductiontest.Shape) { s.Interpreters, s.Interpreted = 0, 1 },
		"no coders":       func(s *coproductiontest.Shape) { s.Coders = 0 },
		"no content":      func(s *coproductiontest.Shape) { s.Turns, s.Steps = 0, 0 },
		"all":             func(*coproductiontest.Shape) {},
	}
	for name, change := range shapes {
		t.Run(name, func(t *testing.T) {
			s := full
			change(&s)
			records := coproductiontest.Study(7, s)
			mustBeSound(t, records)
			assert.Len(t, slices.Collect(all[*encounter.Encounter](records)), s.Encounters)
			patients := max(s.Patients, min(s.Encounters, 1))
			met := map[encounter.ID]bool{}
			for e := range all[*encounter.Encounter](records) {
				met[e.Patient] = true
			}
			if s.Encounters >= patients {
				assert.Len(t, met, patients, "nobody is left out while there are encounters for all")
			}
			for p := range all[*encounter.Participant](records) {
				if p.Role == encounter.RolePatient {
					patients--
				}
			}
			assert.Zero(t, patients, "exactly so many patients")
		})
	}
}

// all yields the records of one type.
func all[T encounter.Record](records []encounter.Record) func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, r := range records {
			if r, ok := r.(T); ok && !yield(r) {
				return
			}
		}
	}
}

func written(records []encounter.Record) string {
	var b []byte
	for _, r := range records {
		b, _ = coproduction.Append(b, r)
		b = append(b, '\n')
	}
	return string(b)
}

func TestSameSeedSameBytes(t *testing.T) {
	shape := coproductiontest.Typical(100)
	a, b := coproductiontest.Study(1, shape), slices.Collect(coproductiontest.Records(1, 100))
	assert.Equal(t, written(a), written(b))
	assert.NotEqual(t, written(a), written(coproductiontest.Study(2, shape)))
}

func TestRecordsStopsWhenAsked(t *testing.T) {
	for stop := range 60 { // before, within and after a patient's encounters
		n := 0
		for range coproductiontest.Records(3, 20) {
			if n++; n > stop {
				break
			}
		}
		assert.Equal(t, stop+1, n)
	}
}

// Every member of every vocabulary, and every field both present and absent.
func TestRecordsAreVaried(t *testing.T) {
	words, fields, objects := map[string]bool{}, map[string]int{}, map[string]int{}
	shape := coproductiontest.Typical(3000)
	shape.MemberChecks = 50
	size, encounters := 0, 0
	for r := range shape.Records(1) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		if _, ok := r.(*encounter.Encounter); ok {
			size += len(raw)
			encounters++
		}
		var v any
		require.NoError(t, json.Unmarshal(raw, &v))
		tally(r.RecordKind(), v, words, fields, objects)
	}
	assert.InDelta(t, 2400, float64(size)/float64(encounters), 240, "bytes of an encounter on average")

	expect := func(place string, members ...string) {
		for _, m := range members {
			assert.True(t, words[place+"="+m], "%s is never %q", place, m)
		}
	}
	expect("encounter/mode", texts(encounter.Modes())...)
	expect("encounter/setting", texts(encounter.Settings())...)
	expect("encounter/recording", texts(encounter.Recordings())...)
	expect("encounter/phase", texts(encounter.Phases())...)
	expect("encounter/presence/*/role", texts(encounter.Roles())...)
	expect("encounter/rolesNotRecorded/*", "patient", "interpreter", "relative", "observer", "researcher")
	expect("encounter/linkKindsNotRecorded/*", texts(encounter.LinkKinds())...)
	expect("encounter/presence/*/profession", texts(encounter.Professions())...)
	expect("encounter/presence/*/interpreterMode", texts(encounter.InterpreterModes())...)
	expect("encounter/turns/*/floor", texts(encounter.Floors())...)
	expect("encounter/steps/*/act", texts(encounter.Acts())...)
	expect("encounter/steps/*/tool", append(texts(encounter.Tools()), "worry_cards")...)
	expect("encounter/steps/*/outcome", texts(encounter.Outcomes())...)
	expect("encounter/cues/*/form", texts(encounter.CueForms())...)
	expect("encounter/cues/*/response/space", texts(encounter.Spaces())...)
	expect("encounter/concerns/*/domain", texts(encounter.Domains())...)
	expect("encounter/concerns/*/status/*", texts(encounter.Statuses())...)
	expect("encounter/links/*/kind", texts(encounter.LinkKinds())...)
	expect("participant/participantKind", texts(encounter.Roles())...)
	expect("participant/profession", texts(encounter.Professions())...)
	expect("participant/sector", texts(encounter.Sectors())...)
	expect("participant/ageBand", texts(encounter.AgeBands())...)
	expect("participant/residence", texts(encounter.Residences())...)
	expect("participant/education", texts(encounter.Educations())...)
	expect("participant/consent", texts(encounter.Consents())...)
	expect("study/phases/*/phase", texts(encounter.Phases())...)
	expect("study/team/*/role", texts(encounter.TeamRoles())...)
	expect("study/instruments/*/kind", texts(encounter.InstrumentKinds())...)
	expect("codebook/codes/*/derivation", texts(theme.Derivations())...)
	expect("source/form", texts(theme.SourceForms())...)
	expect("membercheck/verdict", texts(theme.Verdicts())...)

	always := "kind id title patient presence participant role speaker by act form explicit space domain status to " +
		"participantKind consent codebook codes coder round target sha256 length start end verdict"
	for field, n := range fields {
		object, name := field[:strings.LastIndexByte(field, '/')], field[strings.LastIndexByte(field, '/')+1:]
		if !slices.Contains(strings.Fields(always), name) && !strings.HasSuffix(object, "/extensions") && objects[object] > 300 {
			assert.Less(t, n, objects[object], "%s is never absent", field)
		}
	}
	for _, field := range []string{"encounter/end", "encounter/durationMs", "encounter/planned", "encounter/initiatedBy", "encounter/withinLimits", "encounter/extensions", "encounter/rolesNotRecorded", "encounter/linkKindsNotRecorded",
		"encounter/presence/*/unidentified", "encounter/presence/*/fromMs", "encounter/presence/*/toMs", "encounter/turns/*/id",
		"encounter/turns/*/addressees", "encounter/turns/*/language", "encounter/steps/*/startMs", "encounter/steps/*/buildsOn",
		"encounter/steps/*/concerns", "encounter/cues/*/atMs", "encounter/concerns/*/courseNotRecorded", "encounter/decisions/*/patientPriority", "encounter/links/*/handover/planned",
		"encounter/links/*/handover/patientTookPart", "participant/languages", "source/text", "unit/range", "unit/turns", "unit/steps",
		"unit/condensation", "membercheck/coding", "membercheck/theme", "membercheck/why"} {
		assert.Positive(t, fields[field], "%s is never there", field)
	}
	for _, zero := range []string{"encounter/durationMs", "encounter/presence/*/fromMs", "encounter/turns/*/words", "encounter/turns/*/startMs"} {
		assert.True(t, words[zero+"=0"], "%s is never 0", zero)
	}
	assert.True(t, words["coding/codes=[]"], "no coding is empty")
}

// tally notes the words, and counts fields and the objects that could have them.
func tally(place string, v any, words map[string]bool, fields, objects map[string]int) {
	switch v := v.(type) {
	case map[string]any:
		objects[place]++
		for name, value := range v {
			fields[place+"/"+name]++
			tally(place+"/"+name, value, words, fields, objects)
		}
	case []any:
		if len(v) == 0 {
			words[place+"=[]"] = true
		}
		for _, value := range v {
			tally(place+"/*", value, words, fields, objects)
		}
	default:
		words[fmt.Sprintf("%s=%v", place, v)] = true
	}
}

func texts[T ~string](members []T) (texts []string) {
	for _, m := range members {
		texts = append(texts, string(m))
	}
	return texts
}

func TestShapesOfDistributions(t *testing.T) {
	interpreted, n, relational, links, visits := 0, 0, 0, 0, map[encounter.ID]int{}
	for r := range coproductiontest.Records(5, 4000) {
		e, ok := r.(*encounter.Encounter)
		if !ok {
			continue
		}
		n++
		visits[e.Patient]++
		if e.Interpreted() {
			interpreted++
		}
		for _, l := range e.Links {
			links++
			if l.Kind == encounter.LinkRelational {
				relational++
			}
		}
	}
	assert.Equal(t, 4000, n)
	assert.InDelta(t, 0.7, float64(interpreted)/float64(n), 0.03)
	assert.Greater(t, relational*5, links, "patients meet people whom they know")
	most := 0
	for _, v := range visits {
		most = max(most, v)
	}
	assert.InDelta(t, 4000.0*3/5, len(visits), 60, "patients with encounters")
	assert.Greater(t, most, 4, "some come often")
}

func BenchmarkRecords(b *testing.B) {
	for range b.N {
		for range coproductiontest.Records(1, 100) {
		}
	}
}
