package theme_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// clinicCodes restates the codes, theme by theme, in codebook order.
var clinicCodes = map[theme.CodeID][]theme.CodeID{
	"T1": {"T1.interdisciplinary", "T1.peer_support", "T1.leadership_flexibility", "T1.do_what_makes_sense",
		"T1.creative_solution", "T1.cross_sector", "T1.patient_as_source", "T1.self_reflection"},
	"T2": {"T2.map_problems", "T2.prioritise", "T2.comm_tool", "T2.language_bridge", "T2.social_barrier",
		"T2.medication_or_test_review", "T2.shared_summary"},
	"T3": {"T3.open_invitation", "T3.uninterrupted_story", "T3.validation", "T3.safe_space", "T3.trust",
		"T3.patience_time", "T3.resource_focus", "T3.shared_decision", "T3.emotional_cue", "T3.response_space"},
	"T4": {"T4.known_person", "T4.recall_story", "T4.contact_between", "T4.kinship", "T4.patient_agency",
		"T4.handover", "T4.closure", "T4.risk_dependency", "T4.boundary"},
}

func TestClinicCodebook(t *testing.T) {
	c := theme.ClinicCodebook()
	assert.Equal(t, "codebook", c.RecordKind())
	assert.Equal(t, "d7c26f7d-2920-4bdb-97c3-92fe2234a42a", c.ID.String(), "codings refer to it: it never changes")
	assert.Equal(t, 4, c.ID.Version())
	assert.Equal(t, "1", c.Version)
	assert.Equal(t, "en", c.Language)
	assert.Len(t, c.Themes, 4)
	assert.Len(t, c.Codes, 34)
	assert.Equal(t, encounter.Tools(), c.Tools)
	assert.Empty(t, c.Extensions)

	names := []string{"A team effort of sense-making", "Disentangling the chaos first",
		"When everything fails - listen to the patient", "Continuity - becoming part of the patient's story"}
	for i, th := range c.Themes {
		assert.Equal(t, theme.CodeID(fmt.Sprint("T", i+1)), th.ID)
		assert.Equal(t, names[i], th.Name)
		assert.Equal(t, clinicCodes[th.ID], c.Children(th.ID))
	}
}

func TestClinicCodebookCodes(t *testing.T) {
	c := theme.ClinicCodebook()
	seen := map[string]bool{}
	for _, code := range c.Codes {
		t.Run(string(code.ID), func(t *testing.T) {
			top, _, _ := strings.Cut(string(code.ID), ".")
			assert.Equal(t, []theme.CodeID{theme.CodeID(top), code.ID}, c.Path(code.ID))
			assert.NotEmpty(t, code.Definition)
			assert.NotEmpty(t, code.Evidence)
			assert.Regexp(t, `^[A-Z][a-z -]+$`, code.Name)
			assert.False(t, seen[code.Name], "no two codes share a name")
			seen[code.Name] = true
		})
	}
	assert.Equal(t, theme.Deductive, c.Code("T3.emotional_cue").Derivation, "from: VR-CoDES")
	assert.Equal(t, theme.Deductive, c.Code("T3.response_space").Derivation, "from: VR-CoDES-P")
}

// Nothing in the file is lost on the way, as a misspelt member would be.
func TestClinicCodebookIsTheFile(t *testing.T) {
	file, err := os.ReadFile("clinic.json")
	require.NoError(t, err)
	written, err := json.Marshal(theme.ClinicCodebook())
	require.NoError(t, err)
	assert.JSONEq(t, string(file), string(written))
}

func TestClinicCodebookIsTheCallersOwn(t *testing.T) {
	mine, yours := theme.ClinicCodebook(), theme.ClinicCodebook()
	mine.Title, mine.Codes[0].Name, mine.Tools[0] = "changed", "changed", "changed"
	assert.NotEqual(t, "changed", yours.Title)
	assert.Equal(t, "Interdisciplinary understanding", yours.Codes[0].Name)
	assert.Equal(t, encounter.Tools(), yours.Tools)
}

func ExampleClinicCodebook() {
	c := theme.ClinicCodebook()
	fmt.Println(c.Path("T3.open_invitation"))
	fmt.Println(c.Code("T3.open_invitation").Definition)
	// Output:
	// [T3 T3.open_invitation]
	// The professional invites the patient's own account without steering
}
