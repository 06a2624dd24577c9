package exchange

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// Talk is told from other texts in which words stand before a colon or in brackets.
func TestTalkAndOtherTexts(t *testing.T) {
	talk := map[string]string{
		"usual, once each":              "Doctor: a\nPatient: b\n",
		"usual, in another language":    "Läkare: a\nPATIENTEN: b\n",
		"with numbers":                  "P1: a\nDoctor_2: b\n",
		"usual, and a line more":        "D: a\nP: b\nc\nd\n",
		"in brackets":                   "[doctor] a\nb\n[patient] c\nd\n",
		"below brackets":                "[doctor]\na\n[patient]\nc\n",
		"white space before":            "  Doctor: a\n\tPatient: b\n",
		"half of them usual":            "Doctor: a\nTolk: b\nPatient: c\nTolk: d\n",
		"unusual":                       "Læge: hvad så\nTolk: what now\nLæge: hvad så\nTolk: what now\n",
		"unusual, and one line in four": "A: one two\nB: one two\nA: one two\nthree\nB: one two\nC: one two\nC: one two\nfour\n",
		"in brackets, unusual":          "[R1] one two\n[I] three four\n[R1] five six\n[I] seven eight\n",
	}
	for name, text := range talk {
		f, _, _ := Detect("", []byte(text))
		assert.Equal(t, Text, f, name)
	}
	stanza := "Package: one two three\nArchitecture: one two three\nMaintainer: one two three\nDepends: one two three\nPriority: one two\nSection: one two\nSize: 1 byte\nFilename: a b\nOrigin: x y\n\n"
	for name, text := range map[string]string{
		"YAML":                       "name: one\non: push\njobs:\n  build:\n    steps:\n      - uses: a\n",
		"YAML, a list of settings":   "server: one\nport: 1\nserver: two\nport: 2\nserver: three\nport: 3\n",
		"YAML, indented":             "people:\n  role: one two\n  age: one two\n  role: one two\n  age: one two\n  role: one two\n",
		"TOML":                       "[project]\nname = \"a\"\n[tool.x]\nb = 1\n[[bin]]\nname = \"b\"\n",
		"INI":                        "[one]\na=1\n[two]\na=1\n[one]\na=1\n[two]\na=1\n",
		"INI, sections alone":        "[one]\n[two]\n[one]\n[two]\n",
		"Go":                         "package a\n\nfunc b() {\n\tswitch {\n\tcase c:\n\tdefault:\n\t}\n}\n",
		"Python":                     "def a():\n    try:\n        b()\n    except c:\n        pass\nelse:\n    d()\n",
		"C":                          "int a;\nswitch (b) {\ncase c: d();\ndefault: e();\n}\nout:\nreturn 0;\n",
		"Makefile":                   "all: one two\none:\n\tcc one\ntwo:\n\tcc two\n",
		"CSS":                        "a {\n  color: red\n  margin: 0\n}\n",
		"Markdown":                   "# Doctor\n\n- [x] one\n- [ ] two\n\nPatient: a word.\n",
		"a list of things to do":     "[x] one two\n[ ] three four\n[x] five six\n[ ] seven eight\n[x] nine ten\n",
		"a licence":                  "Copyright: 2024 somebody\n\nPermission is hereby granted to anybody\nto do what they like.\n",
		"JSON":                       "{\n  \"doctor\": \"a\",\n  \"patient\": \"b\"\n}\n",
		"JSON with a kind":           "{\"kind\": \"Deployment\", \"name\": \"encounter\"}\n",
		"a log":                      "INFO: one two three\nWARNING: one two three\nINFO: one two three\nWARNING: one two three\n",
		"a list of changes":          "fix: one two three\nfeat: one two three\nfix: one two three\nfeat: one two three\n",
		"a log of commits":           "commit 1a\nAuthor: one two\nDate: one two\n\n    three\n\ncommit 2b\nAuthor: one two\nDate: one two\n\n    three\n",
		"mail":                       "From: one two\nTo: one two\nSubject: one two\n\none\n",
		"a description of a package": stanza + stanza + stanza,
		"one speaker":                "A: one two\nA: one two\nA: one two\nA: one two\n",
		"each but once":              "A: one two\nB: one two\nC: one two\n",
		"words alone":                "A: one\nB: two\nA: one\nB: two\n",
		"a line in three":            "A: one two\nB: one two\nA: one two\nB: one two\nthree\nfour\n",
		"indented":                   "A: one two\nB: one two\nA: one two\n B: one two\n",
		"usual, and far in":          "   p1: a\n   p2: b\n   p1: c\n   p2: d\n",
		"results of tests":           "PASS: one two\nFAIL: one two\nPASS: one two\nPASS: one two\n",
		"one usual label":            "Doctor: a\nB: b\n",
		"mostly unusual":             "Doctor: a\nPatient: b\nWard: c\nRoom: d\nBed: e\n",
	} {
		f, _, ok := Detect("", []byte(text))
		assert.False(t, ok, "%s: %s", name, f)
	}
	assert.True(t, isLabelled(strings.Repeat("D: a\nP: b\n", linesLooked/2)+strings.Repeat("c\n", 2*linesLooked)), "no more is looked at")
	half := strings.Repeat("c\n", linesLooked/2)
	assert.True(t, isLabelled(half+strings.Repeat("D: a\nP: b\n", linesLooked/4)+half), "half of those that are looked at, up to the last")
	assert.False(t, isLabelled(half+"c\n"+strings.Repeat("D: a\nP: b\n", linesLooked)), "and what comes behind does not count")
	var many string
	for i := range mostSpeakers {
		many += strings.Repeat(fmt.Sprintf("%c: one two\n", 'A'+i), turnsOfEach)
	}
	assert.True(t, isLabelled(many))
	assert.False(t, isLabelled(many+strings.Repeat("X: one two\n", turnsOfEach)), "more speakers")
	assert.False(t, isLabelled(many[:len(many)-len("A: one two\n")]), "fewer turns of each")
}

// No file of the project's own source, nor what explains the shared data set, is talk.
func TestSourceIsNoTalk(t *testing.T) {
	var all []string
	require.NoError(t, filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err == nil && slices.Contains([]string{".go", ".md", ".mod", ".sum", ".cff", ".R", ".do", ".sh", ""}, filepath.Ext(path)) && d.Type().IsRegular() {
			all = append(all, path)
		}
		return err
	}))
	require.Greater(t, len(all), 100)
	for _, pattern := range []string{"README.md", "*/README.md", "*/*/README.md", "*/UPSTREAM-README.md", "*/MIRROR-README.md", "*/LICENSE*", "us-core-r4/*.yaml"} {
		all = append(all, shareddata.Glob(t, pattern)...)
	}
	for _, path := range all {
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		f, _, _ := Detect(filepath.Base(path), raw[:min(len(raw), HeadLength)])
		assert.Empty(t, f, path)
	}
}
