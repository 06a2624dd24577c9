package coproduction_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/coproduction-lab/coproduction-go"

// imports lists what a package is made of outside the standard library, itself excluded.
func imports(t *testing.T, pkg string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./"+pkg)
	cmd.Dir = ".."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	all := strings.Fields(string(out))
	return slices.DeleteFunc(all, func(p string) bool { return p == module+"/"+pkg })
}

// The house is a star: arrows run downhill only.
func TestArrows(t *testing.T) {
	assert.Equal(t, []string{"github.com/google/uuid"}, imports(t, "encounter"))
	assert.ElementsMatch(t, []string{"github.com/google/uuid", module + "/encounter"}, imports(t, "theme"))
	for _, p := range imports(t, "schema") {
		ours := strings.TrimPrefix(p, module+"/")
		assert.True(t, ours == p || strings.HasPrefix(ours, "schema/internal/"), "schema knows of %s", p)
	}
	for measure, may := range map[string][]string{
		"estimate": nil, "indicator": {"encounter", "theme", "coproduction/estimate"},
		"agreement": {"encounter", "theme", "coproduction/estimate"}, "saturation": {"encounter", "theme", "coproduction/estimate"},
	} {
		if _, err := os.Stat(measure); err != nil {
			continue
		}
		for _, p := range imports(t, "coproduction/"+measure) {
			if ours, ok := strings.CutPrefix(p, module+"/"); ok {
				assert.Contains(t, may, ours, "%s knows of it", measure)
			}
		}
	}
	err := filepath.WalkDir("exchange", func(path string, d fs.DirEntry, err error) error {
		sources, _ := filepath.Glob(filepath.Join(path, "*.go"))
		if d != nil && d.Name() == "exchangetest" {
			return fs.SkipDir // what tests have in common judges what they import
		}
		if err != nil || !d.IsDir() || d.Name() == "testdata" || !slices.ContainsFunc(sources, func(f string) bool { return !strings.HasSuffix(f, "_test.go") }) {
			return err
		}
		for _, p := range imports(t, "coproduction/"+filepath.ToSlash(path)) {
			for _, far := range []string{"indicator", "estimate", "agreement", "saturation"} {
				assert.NotEqual(t, module+"/coproduction/"+far, p, "%s knows of measures", path)
			}
			assert.NotEqual(t, module+"/coproduction", p, "%s knows of the validator", path)
		}
		return nil
	})
	if !os.IsNotExist(err) {
		assert.NoError(t, err)
	}
}

// Nothing lies about on the top level.
func TestTopLevel(t *testing.T) {
	allowed := []string{"coproduction", "encounter", "theme", "schema", "examples",
		"README.md", "LICENSE", "CITATION.cff", "CHANGELOG.md", "go.mod", "go.sum"}
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = ".."
	var entries []string
	if out, err := cmd.Output(); err == nil && len(out) > 0 {
		for file := range strings.Lines(string(out)) {
			top, _, _ := strings.Cut(strings.TrimSpace(file), "/")
			entries = append(entries, strings.Trim(top, `"`))
		}
	} else {
		found, err := os.ReadDir("..")
		require.NoError(t, err)
		for _, e := range found {
			entries = append(entries, e.Name())
		}
	}
	for _, e := range entries {
		if !strings.HasPrefix(e, ".") {
			assert.Contains(t, allowed, e)
		}
	}
}

// The core asks for three modules and no more.
func TestModules(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	var direct []string
	for line := range strings.Lines(string(mod)) {
		if m := regexp.MustCompile(`^(?:require )?\s*([a-z0-9.]+\.[a-z]+/\S+) v\S+\s*$`).FindStringSubmatch(line); m != nil {
			direct = append(direct, m[1])
		}
	}
	assert.ElementsMatch(t, []string{"github.com/google/uuid", "github.com/santhosh-tekuri/jsonschema/v5", "github.com/stretchr/testify"}, direct)
}

// One package knows the schema validator, and it is internal: no public type can
// mention what its package does not import.
func TestFence(t *testing.T) {
	var knowing []string
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && path != ".." {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
				return fs.SkipDir // a module of its own, which nobody imports
			}
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return strings.Contains(i.Path.Value, "jsonschema") }) {
			knowing = append(knowing, filepath.ToSlash(filepath.Dir(path)))
		}
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"../schema/internal/fence"}, slices.Compact(knowing))
}
