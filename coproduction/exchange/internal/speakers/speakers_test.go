package speakers

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Each word stands once, whatever its case, with a capital, and has a role that a label can
// tell; a profession is a professional's.
func TestWords(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range Words() {
		assert.False(t, seen[strings.ToLower(w.Text)], w.Text)
		seen[strings.ToLower(w.Text)] = true
		assert.True(t, unicode.IsUpper([]rune(w.Text)[0]), w.Text)
		assert.NotContains(t, w.Text, " ")
		assert.Contains(t, []encounter.Role{encounter.RoleProfessional, encounter.RolePatient, encounter.RoleRelative}, w.Role)
		if w.Profession != "" {
			assert.Equal(t, encounter.RoleProfessional, w.Role, w.Text)
			assert.Contains(t, encounter.Professions(), w.Profession)
		}
	}
	Words()[0].Text = ""
	assert.NotEmpty(t, Words()[0].Text)
}

// What is a nurse in one language and a sister in another, or a psychologist in Finnish and the
// subject in Danish, Norwegian and Swedish, is nobody's label.
func TestWordsOfTwoMeanings(t *testing.T) {
	for _, w := range Words() {
		assert.NotContains(t, []string{"Schwester", "Zuster", "Psykologi"}, w.Text)
	}
}
