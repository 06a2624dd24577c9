package shareddata

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPathAndGlob(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "a"), 0o777))
	for _, name := range []string{"1.csv", "2.csv"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a", name), nil, 0o666))
	}
	t.Setenv("COPRODUCTION_DATA", dir)
	assert.Equal(t, filepath.Join(dir, "a", "1.csv"), Path(t, "a", "1.csv"))
	assert.Equal(t, filepath.Join(dir, "a", "1.csv"), Path(t, "a/1.csv"))
	assert.Equal(t, []string{filepath.Join(dir, "a", "1.csv"), filepath.Join(dir, "a", "2.csv")}, Glob(t, "a/*.csv"))
	for name, missing := range map[string]func(testing.TB){
		"a path":    func(t testing.TB) { Path(t, "a", "3.csv") },
		"a pattern": func(t testing.TB) { Glob(t, "a/*.txt") },
	} {
		var skipped bool
		func() {
			defer func() { _ = recover() }()
			missing(skipping{t, &skipped})
		}()
		assert.True(t, skipped, name)
	}
}

// A skipping is a test of which it is only noted that it would skip.
type skipping struct {
	*testing.T
	skipped *bool
}

func (s skipping) Skipf(string, ...any) {
	*s.skipped = true
	panic("the test ends here")
}

// Without the variable the folder stands beside the module, wherever the test is.
func TestRoot(t *testing.T) {
	t.Setenv("COPRODUCTION_DATA", "")
	module, err := filepath.Abs(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	got, err := filepath.Abs(root())
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(filepath.Dir(module), "shared", "data"), got)
}
