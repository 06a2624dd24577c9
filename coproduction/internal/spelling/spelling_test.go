package spelling

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The nearest of several, the first of those that are as near, and none that is too far.
func TestNearest(t *testing.T) {
	all := []string{"export", "import", "report"}
	for word, want := range map[string]string{"import": "import", "inport": "import", "exports": "export", "eport": "export", "ixport": "export", "fxxxxt": "", "": ""} {
		assert.Equal(t, want, Nearest(word, all, 3), word)
	}
	assert.Empty(t, Nearest("inport", all, 1))
}

// Letters left out, put in, exchanged, and neighbours swapped.
func TestDistance(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"", ""}: 0, {"a", ""}: 1, {"", "ab"}: 2, {"doctor", "doctor"}: 0, {"docotr", "doctor"}: 1, {"odctor", "doctor"}: 1, {"doctro", "doctor"}: 1,
		{"doctr", "doctor"}: 1, {"dooctor", "doctor"}: 1, {"dactor", "doctor"}: 1, {"dcotro", "doctor"}: 2, {"kitten", "sitting"}: 3, {"ca", "abc"}: 3, // not 2: no letter moves twice
	} {
		assert.Equal(t, want, Distance(pair[0], pair[1]), pair)
		assert.Equal(t, want, Distance(pair[1], pair[0]), pair)
	}
	assert.Equal(t, Longest+1, Distance(strings.Repeat("a", Longest+1), "a"), "too long to compare")
	assert.Equal(t, Longest-1, Distance(strings.Repeat("a", Longest), "a"))
}
