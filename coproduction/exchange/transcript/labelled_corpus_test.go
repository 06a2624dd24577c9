package transcript

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// keyed makes ids for tests.
func keyed(key string) encounter.ID { return encounter.Pseudonym([]byte("tests of transcript"), key) }

// onDisk is a file of the shared data set.
func onDisk(path string) exchange.File {
	return exchange.File{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// inMemory is a file of a test.
func inMemory(name, content string) exchange.File {
	return exchange.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

// importer is what the importers of this package are.
type importer interface {
	Read(context.Context, []exchange.File, *exchange.Sink) error
}

// An imported is everything that an importer handed on.
type imported struct {
	encounters []*encounter.Encounter
	sources    []*theme.Source
	studies    []*encounter.Study
	codebooks  []*theme.Codebook
	codings    []*theme.Coding
	findings   []schema.Finding
	loss       exchange.Loss
}

// codes are the names of all codes, in the order of the codebooks.
func (i imported) codes() (names []string) {
	for _, book := range i.codebooks {
		for _, c := range book.Codes {
			names = append(names, c.Name)
		}
	}
	return names
}

// importAll imports files; every record must pass the checks, and the account balance.
func importAll(t *testing.T, from importer, files ...exchange.File) imported {
	t.Helper()
	var all imported
	var across coproduction.StudyRules
	to := exchange.Sink{
		Finding: func(f schema.Finding) { all.findings = append(all.findings, f) },
		Record: func(r encounter.Record) error {
			for _, f := range coproduction.Check(r) {
				if !strings.HasPrefix(string(f.Rule), "privacy-") || f.Pointer != "/text" { // a text that is kept may name somebody: that is to be found
					assert.NotEqual(t, schema.Error, f.Severity, "%s %s", f.Rule, f.Pointer)
				}
			}
			across.Add(r)
			switch r := r.(type) {
			case *encounter.Study:
				all.studies = append(all.studies, r)
			case *encounter.Encounter:
				all.encounters = append(all.encounters, r)
			case *theme.Source:
				all.sources = append(all.sources, r)
			case *theme.Codebook:
				all.codebooks = append(all.codebooks, r)
			case *theme.Coding:
				all.codings = append(all.codings, r)
			default:
				t.Errorf("a record of kind %s", r.RecordKind())
			}
			return nil
		},
	}
	require.NoError(t, from.Read(t.Context(), files, &to))
	for _, f := range new(coproduction.Validator).Across(&across) {
		assert.NotEqual(t, schema.Error, f.Severity, "%s %s", f.Rule, f.Detail)
	}
	all.loss = to.Loss
	assert.True(t, all.loss.Balanced(), all.loss.String())
	return all
}

// byRole counts the turns and words of an encounter by role.
func byRole(e *encounter.Encounter) (turns, words map[encounter.Role]int) {
	turns, words = make(map[encounter.Role]int), make(map[encounter.Role]int)
	for _, turn := range e.Turns {
		turns[e.RoleOf(turn.Speaker)]++
		words[e.RoleOf(turn.Speaker)] += int(*turn.Words)
	}
	return turns, words
}

func decodeExpected(t *testing.T, name string, into any) {
	t.Helper()
	doc, err := os.ReadFile(shareddata.Path(t, "expected", name))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, into))
}

func TestACIBench(t *testing.T) {
	var expected map[string]struct { // from: the shared data set's independent program
		Encounters int
		MeanTokens float64 `json:"mean_tokens"`
		MeanTurns  float64 `json:"mean_turns"`
		Per        map[string]struct {
			Dataset string
			Turns   int
			ByRole  map[string]int `json:"turns_by_role"`
			Tokens  int            `json:"whitespace_tokens_incl_labels"`
			Words   map[string]int `json:"words_by_role"`
		} `json:"per_encounter"`
	}
	decodeExpected(t, "aci-bench.json", &expected)
	want := expected["valid.csv"]
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed, KeepText: true}, PatientPresent: true}, onDisk(shareddata.Path(t, "aci-bench", "valid.csv")))
	require.Len(t, got.encounters, want.Encounters)
	require.Len(t, got.sources, want.Encounters)
	require.Len(t, want.Per, want.Encounters)

	roles := map[string]encounter.Role{"doctor": encounter.RoleProfessional, "patient": encounter.RolePatient, "patient_guest": encounter.RoleRelative}
	allTurns, allTokens := 0, 0
	for name, want := range want.Per {
		i := slices.IndexFunc(got.encounters, func(e *encounter.Encounter) bool { return e.ID == keyed("transcript/"+name) })
		require.GreaterOrEqual(t, i, 0, name)
		e, source := got.encounters[i], got.sources[i]
		turns, words := byRole(e)
		assert.Len(t, e.Turns, want.Turns, name)
		assert.Len(t, turns, len(want.ByRole), name)
		for label, n := range want.ByRole {
			assert.Equal(t, n, turns[roles[label]], "%s %s", name, label)
		}
		for label, n := range want.Words {
			assert.Equal(t, n, words[roles[label]], "%s %s", name, label)
		}
		assert.Equal(t, want.Tokens, CountWords(*source.Text), name)
		assert.Equal(t, e.ID, source.Encounter)
		allTurns += len(e.Turns)
		allTokens += CountWords(*source.Text)
	}
	assert.InDelta(t, want.MeanTurns, float64(allTurns)/20, 1e-9)
	assert.InDelta(t, want.MeanTokens, float64(allTokens)/20, 1e-9)
	assert.Equal(t, map[schema.RuleID]int{ruleTextTable: 1, ruleTextLayout: 1, ruleTextAssumed: 1, ruleTextUnlabelled: 2, ruleTextSilent: 1}, count(got.findings))
	assert.EqualValues(t, 2, got.loss.Of("line").Changed[lossContinued], "by hand: two lines of valid.csv begin without a label")
	assert.EqualValues(t, 1051, got.loss.Of("line").Kept)
}

func TestMTSDialog(t *testing.T) {
	var expected map[string]struct { // from: the shared data set's independent program
		Dialogues  int
		Three      int `json:"dialogues_with_3plus_labels"`
		Labels     map[string]int
		Unlabelled int `json:"lines_without_label"`
		Turns      int
	}
	decodeExpected(t, "mts-dialog.json", &expected)
	want := expected["MTS-Dialog-ValidationSet.csv"]
	file := onDisk(shareddata.Path(t, "mts-dialog", "MTS-Dialog-ValidationSet.csv"))

	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}, PatientPresent: true}, file)
	require.Len(t, got.encounters, want.Dialogues)
	three, turns := 0, 0
	labels := make(map[string]int)
	for n, e := range got.encounters {
		spoke := make(map[encounter.ID]bool)
		for _, turn := range e.Turns {
			spoke[turn.Speaker] = true
			for label := range want.Labels {
				if turn.Speaker == keyed(strings.Join([]string{"transcript", strconv.Itoa(n), "speaker", label}, "/")) {
					labels[label]++
				}
			}
		}
		if len(spoke) >= 3 {
			three++
		}
		turns += len(e.Turns)
	}
	assert.Equal(t, want.Labels, labels)
	assert.Equal(t, want.Turns, turns)
	assert.Equal(t, want.Three, three)
	assert.EqualValues(t, want.Unlabelled, got.loss.Of("line").Dropped[lossNoLabel])
	// From Python csv: in 11 dialogues a guest speaks for or about the patient, who says nothing;
	// one label has a space before it.
	assert.Equal(t, map[schema.RuleID]int{ruleTextTable: 1, ruleTextLayout: 1, ruleTextAssumed: 1, ruleTextSilent: 11, ruleTextLabelSpace: 1}, count(got.findings))

	strict := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, file)
	assert.Len(t, strict.encounters, 89)
	assert.EqualValues(t, 11, strict.loss.Of("consultation").Dropped[string(rulePatient)])
	assert.EqualValues(t, want.Turns, strict.loss.Of("line").Read)
}

func TestFareez(t *testing.T) {
	var expected struct { // from: the shared data set's independent program
		Categories map[string]int `json:"by_category"`
		Files      int
		Per        map[string]struct {
			Encoding   string
			Turns      map[string]int
			Unlabelled int `json:"unlabelled_nonblank_lines"`
		} `json:"per_file"`
		Turns int
	}
	decodeExpected(t, "fareez.json", &expected)
	require.Len(t, expected.Per, expected.Files)
	all, categories := 0, make(map[string]int)
	for name, want := range expected.Per {
		got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, onDisk(shareddata.Path(t, "fareez", name)))
		require.Len(t, got.encounters, 1, name)
		turns, _ := byRole(got.encounters[0])
		assert.Equal(t, want.Turns["D"], turns[encounter.RoleProfessional], name)
		assert.Equal(t, want.Turns["P"], turns[encounter.RolePatient], name)
		assert.Len(t, want.Turns, 2, name)
		assert.EqualValues(t, want.Unlabelled, got.loss.Of("line").Dropped[lossNoLabel], name)
		assert.EqualValues(t, 0, got.loss.Of("line").Dropped[lossLabelRole], name)
		assert.Equal(t, min(want.Unlabelled, 1), count(got.findings)[ruleTextUnlabelled], name)
		all += len(got.encounters[0].Turns)
		categories[name[:3]]++
	}
	assert.Equal(t, expected.Turns, all)
	assert.Equal(t, expected.Categories, categories)
}
