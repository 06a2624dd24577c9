package refi

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// zipOf makes an archive of names and contents in turn.
func zipOf(pairs ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, _ := z.Create(pairs[i])
		io.WriteString(w, pairs[i+1])
	}
	z.Close()
	return b.Bytes()
}

const empty = `<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>`

// withText is a project with a text in that place.
func withText(path string) string {
	return fmt.Sprintf(`<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources><TextSource guid="%s" plainTextPath="%s"/></Sources></Project>`, guidN(1), path)
}

// tinyCodes are n codes, each as short as it may be.
func tinyCodes(n int) string {
	var b []byte
	for i := range n {
		b = fmt.Appendf(b, `<Code guid="%08x-0000-0000-0000-000000000000" name="" isCodable="1"/>`, i)
	}
	return string(b)
}

// counts are numbers of findings by rule.
type counts = map[schema.RuleID]int

// Files that somebody broke, or made to break us: a finding each, bounded memory, and
// nothing is written anywhere.
func TestHostile(t *testing.T) {
	declared := zipOf("project.qde", empty, "sources/a.txt", "x")
	i := bytes.LastIndex(declared, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(declared[i+24:], 0xfffffff0) // says that it unpacks to 4 GiB
	tests := []struct {
		name    string
		content []byte
		rules   counts
		read    bool
	}{
		{"nothing", nil, counts{ruleXML: 1}, false},
		{"rubbish", []byte("hello"), counts{ruleXML: 1}, false},
		{"a zip bomb", zipOf("project.qde", withText("internal://a.txt"), "sources/a.txt", strings.Repeat("x", MaxText+10)), counts{ruleLimit: 1}, false},
		{"a size that is not so", declared, counts{ruleEmpty: 1, ruleOrphan: 1}, true},
		{"an entry outside", zipOf("project.qde", empty, "../../evil.txt", "x"), counts{ruleEntry: 1}, false},
		{"an absolute entry", zipOf("project.qde", empty, "/etc/evil.txt", "x"), counts{ruleEntry: 1}, false},
		{"an entry on a drive", zipOf("project.qde", empty, `C:\evil.txt`, "x"), counts{ruleEntry: 1}, false},
		{"an entry twice", zipOf("project.qde", empty, "sources/a.txt", "x", "Sources/A.txt", "y"), counts{ruleEmpty: 1, ruleEntryTwice: 1, ruleOrphan: 1}, true},
		{"a truncated archive", zipOf("project.qde", empty)[:60], counts{ruleArchive: 1}, false},
		{"an archive that points before its beginning", []byte("PK\x01\x02000000000000000000000000\v\x00\x00\x00\x00\x00000000000\x00\x00\x000000000.qdePK\x01\x02000000000000000000000000 \x00\x00\x00\x00\x000000000000000000000000000PK\x05\x06000000\x02\x00t\x00\x00\x000000\x00\x00"), counts{ruleArchive: 1, ruleEntryName: 1}, false},
		{"an archive of something else", zipOf("word/document.xml", "<a/>"), counts{ruleProject: 1}, false},
		{"an entity bomb", []byte(`<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><Project>&c;</Project>`), counts{ruleXML: 1}, false},
		{"an external entity", []byte(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Project>&b;</Project>`), counts{ruleXML: 1}, false},
		{"100,000 deep", []byte(`<Project xmlns="urn:QDA-XML:project:1.0">` + strings.Repeat("<Code>", 100_000)), counts{ruleElement: 1, ruleXML: 1}, false},
		{"NUL", []byte("<Project xmlns=\"urn:QDA-XML:project:1.0\">\x00</Project>"), counts{ruleXML: 1}, false},
		{"a million tiny elements", []byte(`<Project xmlns="urn:QDA-XML:project:1.0" name="x">` + strings.Repeat("<x/>", 1_000_000) + `</Project>`), counts{ruleElement: faults.Max, ruleCapped: 1}, true},
		{"one code too many", []byte(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>` + tinyCodes(MaxThings+1) + `</Codes></CodeBook>`), counts{ruleMany: 1}, true},
		{"a text of 50 MB in a line", zipOf("project.qde", withText("internal://a.txt"), "sources/a.txt", strings.Repeat("x", 50<<20)), counts{}, true},
		{"a text that is missing", zipOf("project.qde", withText("internal://gone.txt")), counts{ruleMissing: 1}, true},
		{"a text outside", zipOf("project.qde", withText("/etc/passwd")), counts{ruleOutside: 1}, true},
		{"a text above", zipOf("project.qde", withText("internal://../../etc/passwd")), counts{ruleMissing: 1}, true},
		{"a text that is none", zipOf("project.qde", withText("internal://a.txt"), "sources/a.txt", "\xff\xfe\x00\xd8"), counts{ruleEncoding: 1}, true},
		{"a GUID that is none", []byte(`<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Users><User guid="SECRET"/></Users></Project>`), counts{ruleGUID: 1}, false},
		{"another namespace", []byte(`<Project xmlns="urn:QDA-XML:project:0:10" name="x"/>`), counts{ruleEmpty: 1, ruleNamespace: 1}, true},
		{"something behind", []byte(empty + "<SECRET/>"), counts{ruleEmpty: 1, ruleTrailing: 1}, true},
		{"a code below itself", []byte(fmt.Sprintf(`<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes><Code guid="%[1]s" name="a" isCodable="true"><Code guid="%[1]s" name="a" isCodable="true"/></Code></Codes></CodeBook><Sets><Set guid="%[1]s" name="s"><MemberCode targetGUID="%[1]s"/></Set></Sets></Project>`, guidN(1))), counts{ruleGUIDTwice: 1}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			o, err := Open(inMemory("in", tt.content))
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			assert.Equal(t, tt.read, o.Project != nil, "%v", o.Findings)
			assert.Equal(t, tt.rules, exchangetest.CountRules(o.Findings))
			if tt.name == "one code too many" {
				assert.Equal(t, "there are 100001 elements Code, and at most 100000 are read: the others were left out", o.Findings[0].Detail)
				assert.EqualValues(t, len(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>`)+MaxThings*len(tinyCodes(1)), o.Findings[0].Position.Offset)
			}
			if tt.name == "a zip bomb" {
				assert.Equal(t, "the text has more than 67108864 bytes", o.Findings[0].Detail)
			}
			for _, f := range o.Findings {
				assert.NotContains(t, f.Detail+f.Pointer, "SECRET")
				assert.NotContains(t, f.Detail, "evil")
			}
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(2<<30))
			imported(t, inMemory("in", tt.content))
		})
	}
}

func TestOpenErrors(t *testing.T) {
	gone := errors.New("the disk is gone")
	_, err := Open(exchange.File{Name: "in", Open: func() (io.ReadCloser, error) { return nil, gone }})
	assert.ErrorIs(t, err, gone)
	_, err = Open(exchange.File{Name: "in", Open: func() (io.ReadCloser, error) { return io.NopCloser(iotest.ErrReader(gone)), nil }})
	assert.ErrorIs(t, err, gone)
}

// Whatever the bytes: no panic, the same each time, sound records, a balanced account
// with every element, and what was read can be written.
func FuzzOpen(f *testing.F) {
	f.Add(spoken(Dialect{Unit: UTF16}, true, true))
	f.Add(spoken(Dialect{Unit: Byte, Included: true}, false, false))
	f.Add([]byte(empty))
	f.Add([]byte(nested()))
	var b bytes.Buffer
	WriteQDE(&b, generate(3))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, content []byte) {
		o, err := Open(inMemory("in", content))
		require.NoError(t, err)
		again, err := Open(inMemory("in", content))
		require.NoError(t, err)
		assert.Equal(t, o, again)
		if o.Project != nil {
			require.NoError(t, WriteProject(io.Discard, o.Project))
			assert.True(t, Compare(o.Project, again.Project).Complete())
		}
		got := imported(t, inMemory("in", content))
		if o.Project != nil {
			for name := range elements {
				assert.EqualValues(t, o.met[name], got.loss.Of(name).Read, name)
			}
		}
	})
}

// An archive that is locked by a password is said to be, and not to be damaged.
func TestLocked(t *testing.T) {
	project := head + `<Sources><TextSource guid="` + guidN(1) + `" plainTextPath="internal://a.txt"/></Sources>` + tail
	for lock, at := range map[string]string{"project.qde": "in", "sources/a.txt": "in!project.qde"} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, content := range map[string]string{"project.qde": project, "sources/a.txt": "SECRET"} {
			h := &zip.FileHeader{Name: name}
			if name == lock {
				h.Flags = 1
			}
			w, err := z.CreateHeader(h)
			require.NoError(t, err)
			io.WriteString(w, content)
		}
		require.NoError(t, z.Close())
		o, err := Open(inMemory("in", b.Bytes()))
		require.NoError(t, err)
		assert.Nil(t, o.Project)
		require.Equal(t, counts{ruleArchive: 1}, exchangetest.CountRules(o.Findings), lock)
		assert.Equal(t, "the archive is locked by a password: export the project without one", o.Findings[0].Detail)
		assert.Equal(t, at, o.Findings[0].Position.Source)
	}
}
