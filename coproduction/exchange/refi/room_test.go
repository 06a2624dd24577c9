package refi

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// What is beyond the most, with what is in it, and a description that says nothing are
// counted for what they are.
func TestElementsBeyond(t *testing.T) {
	got := imported(t, repeated(head+`<Sets>`, `<Set guid="00000000-0000-4000-8000-%012x"><Description> </Description></Set>`, `</Sets>`+tail, MaxThings+2))
	assert.Equal(t, exchange.Count{Read: MaxThings + 2, Dropped: map[string]int64{"no place in the records": MaxThings, "beyond the most that are read": 2}}, got.loss.Of("Set"))
	assert.Equal(t, exchange.Count{Read: MaxThings + 2, Dropped: map[string]int64{"empty": MaxThings, "beyond the most that are read": 2}}, got.loss.Of("Description"))
	assert.Equal(t, counts{ruleMany: 1}, got.rules)
}

// repeated is a file of one piece many times, which is made as it is read. The piece
// holds a number of 12 digits, which grows.
func repeated(before, piece, after string, n int) exchange.File {
	return exchange.File{Name: "in", Open: func() (io.ReadCloser, error) {
		r, w := io.Pipe()
		go func() {
			io.WriteString(w, before)
			var b []byte
			for i := range n {
				b = fmt.Appendf(b, piece, i+1)
				if len(b) > 1<<16 || i == n-1 {
					if _, err := w.Write(b); err != nil {
						return
					}
					b = b[:0]
				}
			}
			io.WriteString(w, after)
			w.Close()
		}()
		return r, nil
	}}
}

// Each element that is limited is, and told where it first was too many.
func TestRoom(t *testing.T) {
	limited := map[int]int{}
	for name, most := range elements {
		c := newCensus()
		c.met[name] = max(most, MaxParts) - 1
		last := element{Name: name, At: schema.Position{Line: 1}}
		if most == 0 {
			assert.True(t, c.room(last), name)
			assert.True(t, c.room(last), name)
			continue
		}
		limited[most]++
		c.met[name] = most - 1
		assert.True(t, c.room(last), name)
		for line := 2; line < 4; line++ {
			assert.False(t, c.room(element{Name: name, At: schema.Position{Line: line}}), name)
		}
		assert.Equal(t, []int{most + 2, 2, 2}, []int{c.met[name], c.beyond[name], c.first[name].Line}, name)
	}
	assert.Equal(t, map[int]int{MaxThings: 16, MaxParts: 18}, limited, "from: the two schemas, by hand; all but the lists, texts and values")
	assert.Equal(t, MaxParts, elements["SyncPoint"])
}

// Of many tiny elements as many are read as the limit says, a finding gives the two
// numbers, the account has the rest, and the memory is that of those that are read.
func TestManyElements(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	const n, guid = MaxThings + 1_000, ` guid="00000000-0000-4000-8000-%012x"`
	text := `<Sources><TextSource guid="` + guidN(1) + `"><PlainTextContent>one two</PlainTextContent>`
	for _, test := range []struct {
		name, element string
		file          exchange.File
		taken         int
		most          uint64 // bytes, of what is read
	}{
		{"codes of a codebook", "Code", repeated(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>`, `<Code`+guid+` name="a" isCodable="true"/>`, `</Codes></CodeBook>`, n), MaxThings, 100 << 20},
		{"sources", "TextSource", repeated(head+`<Sources>`, `<TextSource`+guid+`/>`, `</Sources>`+tail, n), MaxThings, 100 << 20},
		{"codings", "Coding", repeated(head+text, `<Coding><!--%d--></Coding>`, `</TextSource></Sources>`+tail, MaxParts+1_000), MaxParts, 100 << 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			live := func() uint64 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				return m.HeapAlloc
			}
			before := live()
			o, err := Open(test.file)
			require.NoError(t, err)
			require.NotNil(t, o.Project)
			assert.Less(t, live()-before, test.most)
			at := slices.IndexFunc(o.Findings, func(f schema.Finding) bool { return f.Rule == ruleMany })
			require.GreaterOrEqual(t, at, 0)
			all := o.met[test.element]
			assert.Equal(t, test.taken+1000, all)
			assert.Equal(t, fmt.Sprintf("there are %d elements %s, and at most %d are read: the others were left out", all, test.element, test.taken), o.Findings[at].Detail)
			assert.Equal(t, all-test.taken, o.beyond[test.element])
			p := o.Project
			held := len(p.Codes) + len(p.Sources)
			if test.element == "Coding" {
				held = codingsOf(p)
			}
			assert.Equal(t, test.taken, held)
			runtime.KeepAlive(o)
		})
	}
}

// References to users and codes are held once each, up to as many as there can be.
func TestReferencesHeld(t *testing.T) {
	r := &reading{named: map[GUID]GUID{}}
	refer := func(n int) GUID {
		return r.one(element{Attrs: []xmlstream.Attr{{Name: "targetGUID", Value: guidN(n)}}}, "targetGUID")
	}
	for n := range MaxThings + 2 {
		if n < 2 || n >= MaxThings-1 {
			assert.Equal(t, GUID(guidN(n)), refer(n))
			assert.Equal(t, GUID(guidN(n)), refer(n))
		} else {
			r.named[GUID(strconv.Itoa(n))] = ""
		}
	}
	assert.Len(t, r.named, MaxThings)
}
