package coproduction_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A reading is all that reading an input gives.
type reading struct {
	lines    []coproduction.Line // Raw is a copy
	findings []schema.Finding
	sum      coproduction.Summary
	err      error
}

func readAll(v *coproduction.Validator, r io.Reader) (all reading) {
	for l, err := range v.Read(context.Background(), r, "in") {
		if err != nil {
			all.err = err
			continue
		}
		all.sum.Add(l)
		line := *l
		line.Raw = bytes.Clone(l.Raw)
		all.lines = append(all.lines, line)
		all.findings = append(all.findings, l.Findings...)
	}
	return all
}

func read(text string) reading {
	return readAll(new(coproduction.Validator), strings.NewReader(text))
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

// mixed are records, sound and not, some with several findings.
func mixed(t testing.TB) (records []string) {
	for i, r := range coproductiontest.Study(3, coproductiontest.Typical(6)) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		record := string(raw)
		switch i % 4 {
		case 1:
			record = strings.Replace(record, `"id":"`, `"id":"X`, 1)
		case 2:
			record = strings.Replace(record, `"synthetic":true`, `"quote \" {[":"\\","é–𝄞":"anna@example.org","coder":"Ægir"`, 1)
		}
		records = append(records, record)
	}
	return records
}

func pretty(t testing.TB, record string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Indent(&b, []byte(record), "", "  "))
	return b.String()
}

// Law: how the records stand in the input changes nothing but their places.
func TestReadEveryLayout(t *testing.T) {
	records := mixed(t)
	var indented []string
	for _, r := range records {
		indented = append(indented, pretty(t, r))
	}
	layouts := map[string]string{
		"lines":                    strings.Join(records, "\n") + "\n",
		"lines, no last break":     strings.Join(records, "\n"),
		"CRLF":                     strings.Join(records, "\r\n") + "\r\n",
		"blank lines":              "\n \t\n" + strings.Join(records, "\n\n  \n") + "\n\n",
		"compact array":            "[" + strings.Join(records, ",") + "]",
		"array, a record a line":   "[\n" + strings.Join(records, ",\n") + "\n]\n",
		"pretty array":             "\n[\n" + strings.Join(indented, " ,\n ") + "\n]\n\n",
		"array, CRLF":              strings.ReplaceAll("[\n"+strings.Join(indented, ",\n")+"\n]\n", "\n", "\r\n"),
		"values":                   strings.Join(indented, "\n"),
		"values, one behind other": strings.Join(indented, " "),
		"values, CRLF":             strings.ReplaceAll(strings.Join(indented, "\n\n"), "\n", "\r\n"),
	}
	want := read(layouts["lines"])
	require.Positive(t, want.sum.Accepted)
	require.Positive(t, want.sum.Rejected)
	require.Positive(t, want.sum.Warnings+want.sum.Errors)
	for name, text := range layouts {
		for wrapping, input := range map[string]io.Reader{
			"plain":         strings.NewReader(text),
			"gzip":          strings.NewReader(zipped(text)),
			"gzip, parts":   strings.NewReader(zipped(text[:len(text)/3]) + zipped(text[len(text)/3:])),
			"gzip, padded":  strings.NewReader(zipped(text) + strings.Repeat("\x00", 512)),
			"byte by byte":  iotest.OneByteReader(strings.NewReader(text)),
			"data with EOF": iotest.DataErrReader(iotest.HalfReader(strings.NewReader(text))),
		} {
			t.Run(name+"/"+wrapping, func(t *testing.T) {
				got := readAll(new(coproduction.Validator), input)
				require.NoError(t, got.err)
				require.Equal(t, want.sum, got.sum)
				require.Equal(t, int64(len(records)), got.sum.Records)
				for i, l := range got.lines {
					assert.Equal(t, want.lines[i].Record, l.Record)
					assert.Equal(t, want.lines[i].Kind, l.Kind)
					assert.Equal(t, want.lines[i].ID, l.ID)
					assert.Equal(t, i+1, l.Position.Record)
					assert.Equal(t, text[l.Position.Offset:][:l.Position.Length], string(l.Raw))
					assert.JSONEq(t, records[i], string(l.Raw))
				}
				for i, f := range got.findings {
					w := want.findings[i]
					assert.Equal(t, []any{w.Rule, w.Pointer, w.Detail, w.Position.Record}, []any{f.Rule, f.Pointer, f.Detail, f.Position.Record})
					assert.Equal(t, layouts["lines"][w.Position.Offset], text[f.Position.Offset])
					assertPlace(t, text, f)
				}
			})
		}
	}
}

func TestReadSingleRecord(t *testing.T) {
	for _, r := range mixed(t) {
		for _, text := range []string{r, pretty(t, r), "[" + r + "]", " \r\n" + r, strings.Repeat("\n", 100_000) + "[" + r + "]"} {
			got := read(text)
			require.Equal(t, int64(1), got.sum.Records)
			assert.JSONEq(t, r, string(got.lines[0].Raw))
			for _, f := range got.findings {
				assertPlace(t, text, f)
			}
		}
	}
}

func TestReadNothing(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n\r\n\t", "[]", " [ \n ] ", "\ufeff", "\ufeff \n", "\ufeff[]", zipped(""), zipped(" []")} {
		got := read(text)
		assert.NoError(t, got.err, "%q", text)
		assert.Zero(t, got.sum, "%q", text)
	}
}

// A line that is broken is one rejected record, wherever it stands.
func TestReadBrokenLine(t *testing.T) {
	records := mixed(t)[:6]
	sound := read(strings.Join(records, "\n"))
	for _, broken := range []string{`{"kind":"study"`, `{"kind":"study","title":"x`, `{"kind":"study",`, `}`, `"`, `x`, `{"a":"\`, `[{"a":1}`, `{{{{`, "\xff\x00"} {
		for at := range len(records) + 1 {
			if at == 0 && broken[0] == '[' {
				continue // an input that begins with a bracket is an array
			}
			got := read(strings.Join(slices.Insert(slices.Clone(records), at, broken), "\n"))
			assert.Equal(t, sound.sum.Records+1, got.sum.Records, "%q as line %d", broken, at+1)
			assert.Equal(t, sound.sum.Accepted, got.sum.Accepted, "%q as line %d", broken, at+1)
			require.Less(t, at, len(got.lines))
			assert.Equal(t, broken, string(got.lines[at].Raw))
			assert.Len(t, got.lines[at].Findings, 1, "%q as line %d", broken, at+1)
		}
	}
}

// Of an array that is cut off anywhere, all records before the cut are there, and
// the cut is one finding.
func TestReadArrayCutOff(t *testing.T) {
	const a = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"]},{[ \" \\"}`
	const b = `{"kind":"study","id":"6bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"b"}`
	text := "[" + a + ", " + b + "\n]"
	for cut := 1; cut < len(text); cut++ {
		got := read(text[:cut])
		require.NoError(t, got.err)
		accepted := int64(0)
		if cut > len("["+a) { // the comma behind it was read
			accepted = 1
		}
		assert.Equal(t, accepted, got.sum.Accepted, "cut at %d", cut)
		assert.Equal(t, int64(1), got.sum.Rejected, "cut at %d", cut)
		require.Len(t, got.findings, 1, "cut at %d", cut)
		assert.Equal(t, schema.RuleSyntax, got.findings[0].Rule, "cut at %d", cut)
		assertPlace(t, text[:cut], got.findings[0])
	}
	assert.Empty(t, read(text).findings)
}

func TestReadArrayFaults(t *testing.T) {
	const r = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"a"}`
	tests := []struct {
		name, text         string
		accepted, rejected int64
		rule               schema.RuleID
		offset             int
	}{
		{"comma at the end", "[" + r + ",]", 1, 1, schema.RuleSyntax, len(r) + 2},
		{"no comma between", "[" + r + " " + r + "]", 0, 1, schema.RuleTrailing, len(r) + 2},
		{"two commas", "[" + r + ",,]", 1, 2, schema.RuleSyntax, len(r) + 2},
		{"bytes behind", "[" + r + "] x", 1, 1, schema.RuleTrailing, len(r) + 3},
		{"a second array", "[" + r + "]\n[" + r + "]", 1, 1, schema.RuleTrailing, len(r) + 3},
		{"a bracket for a brace", "[" + r[:len(r)-1] + "]," + r + "]", 1, 1, schema.RuleSyntax, len(r)},
		{"a backslash before a line break", "[{\"a\":\"x\\\n\"}," + r + "]", 0, 1, schema.RuleSyntax, 9},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(tt.text)
			assert.Equal(t, tt.accepted, got.sum.Accepted)
			assert.Equal(t, tt.rejected, got.sum.Rejected)
			require.NotEmpty(t, got.findings)
			assert.Equal(t, tt.rule, got.findings[0].Rule)
			assert.Equal(t, int64(tt.offset), got.findings[0].Position.Offset)
			assertPlace(t, tt.text, got.findings[0])
		})
	}
}

func TestReadUTF16(t *testing.T) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		got := readAll(&coproduction.Validator{MaxRecord: 10}, strings.NewReader(mark+"{\x00\n\x00\n\x00}\x00"))
		assert.Equal(t, int64(1), got.sum.Rejected)
		coproductiontest.AssertFindings(t, got.findings, coproductiontest.Rule("json-utf8").AtByte(0))
	}
}

// endless gives one byte after another, and counts them.
type endless struct{ n, limit int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.n >= e.limit {
		return 0, io.EOF
	}
	for i := range b {
		b[i] = 'x'
	}
	e.n += int64(len(b))
	return len(b), nil
}

// A record that is too long is a finding; what comes behind it is read, and no
// more than the limit is held.
func TestReadTooLong(t *testing.T) {
	const r = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"a"}`
	v := &coproduction.Validator{MaxRecord: 1000}
	input := io.MultiReader(strings.NewReader(r+"\n{"), &endless{limit: 64 << 20}, strings.NewReader("\n"+r))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := readAll(v, input)
	runtime.ReadMemStats(&after)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), "bytes taken for 64 MiB of input")
	require.NoError(t, got.err)
	assert.Equal(t, int64(2), got.sum.Accepted)
	assert.Equal(t, int64(1), got.sum.Rejected)
	require.Len(t, got.findings, 1)
	assert.Equal(t, schema.RuleRecordSize, got.findings[0].Rule)
	assert.Equal(t, schema.Position{Source: "in", Record: 2, Line: 2, Column: 1, Offset: int64(len(r) + 1), Length: 1000}, got.findings[0].Position)
	assert.Equal(t, 3, got.lines[2].Position.Line)
	assert.Len(t, got.lines[1].Raw, 1000)

	stray := readAll(v, io.MultiReader(strings.NewReader("["+r+"]"), &endless{limit: 1 << 20}))
	coproductiontest.AssertFindings(t, stray.findings, coproductiontest.Rule(schema.RuleTrailing).AtByte(int64(len(r)+2)))
}

func TestReadDeepAndHuge(t *testing.T) {
	deep := read(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000))
	coproductiontest.AssertFindings(t, deep.findings, coproductiontest.Rule("json-depth").AtByte(1+schema.MaxDepth))
	open := read(strings.Repeat(`{"a":`, 100_000))
	coproductiontest.AssertFindings(t, open.findings, coproductiontest.Rule("json-depth").AtByte(5*schema.MaxDepth))
	huge := read(`{"kind":"unit","range":{"start":1e20000000}}`)
	coproductiontest.AssertFindings(t, huge.findings, coproductiontest.Rule("json-number").AtByte(32))
}

var errBroken = errors.New("the line is down")

// An error of the input comes last, and what came before it is there.
func TestReadErrors(t *testing.T) {
	text := strings.Join(mixed(t), "\n")
	compressed := zipped(text)
	all := read(text)
	t.Run("at once", func(t *testing.T) {
		got := readAll(new(coproduction.Validator), iotest.ErrReader(errBroken))
		assert.ErrorIs(t, got.err, errBroken)
		assert.Zero(t, got.sum)
	})
	t.Run("an end of file that is wrapped is none", func(t *testing.T) {
		wrapped := fmt.Errorf("connection lost: %w", io.EOF)
		for _, before := range []string{"", "[", text[:100], "[" + text[:100]} {
			got := readAll(new(coproduction.Validator), io.MultiReader(strings.NewReader(before), iotest.ErrReader(wrapped)))
			assert.Equal(t, wrapped, got.err, "behind %d bytes", len(before))
		}
	})
	for at := 1; at < len(text); at += 1009 {
		for name, r := range map[string]io.Reader{
			"broken":  io.MultiReader(strings.NewReader(text[:at]), iotest.ErrReader(errBroken)),
			"timeout": iotest.TimeoutReader(&pieces{text[:at], text[at:]}),
			"gzip":    strings.NewReader(compressed[:2+at%(len(compressed)-2)]),
		} {
			got := readAll(new(coproduction.Validator), r)
			require.Error(t, got.err, "%s at %d", name, at)
			require.LessOrEqual(t, len(got.lines), len(all.lines))
			for i, l := range got.lines {
				assert.Equal(t, all.lines[i].Record, l.Record)
			}
		}
	}
}

// pieces gives one text a call.
type pieces []string

func (p *pieces) Read(b []byte) (int, error) {
	if len(*p) == 0 {
		return 0, io.EOF
	}
	n := copy(b, (*p)[0])
	if (*p)[0] = (*p)[0][n:]; (*p)[0] == "" {
		*p = (*p)[1:]
	}
	return n, nil
}

func TestReadCancelled(t *testing.T) {
	text := strings.Join(mixed(t), "\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for l, err := range coproduction.Read(ctx, strings.NewReader(text), "in") {
		require.NoError(t, last, "the error is last")
		if last = err; err != nil {
			assert.Nil(t, l)
			continue
		}
		if n++; n == 3 {
			cancel()
		}
	}
	assert.Equal(t, 3, n)
	assert.ErrorIs(t, last, context.Canceled)
}

func TestReadStopsWhenAsked(t *testing.T) {
	records := mixed(t)
	for stop := range len(records) {
		n := 0
		for range coproduction.Read(t.Context(), strings.NewReader(strings.Join(records, "\n")), "in") {
			if n++; n > stop {
				break
			}
		}
		assert.Equal(t, stop+1, n)
	}
}

// The first record is there before the second has come.
func TestReadDoesNotWait(t *testing.T) {
	record := mixed(t)[0]
	for _, first := range []string{record + "\n", pretty(t, record) + "\n", "[" + record + ","} {
		r, w := io.Pipe()
		go io.WriteString(w, first)
		for l := range coproduction.Read(t.Context(), r, "in") {
			assert.JSONEq(t, record, string(l.Raw))
			break
		}
		r.Close()
	}
}

// The memory is that of one record, whatever the number of records.
func TestReadKeepsNothing(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		var line []byte
		for record := range coproductiontest.Records(1, 8_000) {
			line, _ = coproduction.Append(line[:0], record)
			w.Write(append(line, '\n'))
		}
		w.Close()
	}()
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	n, early := 0, uint64(0)
	for _, err := range coproduction.Read(t.Context(), r, "in") {
		require.NoError(t, err)
		if n++; n == 2000 {
			early = live()
		}
	}
	assert.Greater(t, n, 20_000)
	assert.Less(t, live(), early+4<<20)
}

func TestReadTellsKindAndIDOfTheRejected(t *testing.T) {
	id := idOf("x")
	got := read(`{"kind":"study","id":"` + id.String() + `"}` + "\n" + `{"kind":"study","id":"nobody"}` + "\n" + `{"kind":"study","id":["` + strings.Repeat("x", 34) + `"]}`)
	require.Len(t, got.lines, 3)
	for i, want := range []encounter.ID{id, {}, {}} {
		assert.False(t, got.lines[i].Accepted())
		assert.Equal(t, schema.KindStudy, got.lines[i].Kind)
		assert.Equal(t, want, got.lines[i].ID)
	}
}

// TestReadCapsFindings: a record with very many faults is read in a time that grows
// with its length; the first thousand are listed, and how many there are is said.
func TestReadCapsFindings(t *testing.T) {
	const n = 200_000
	var record strings.Builder
	record.WriteString(`{"kind":"study","id":"` + idOf("x").String() + `","title":"Synthetic","extensions":{"a":[`)
	for range n {
		record.WriteString(`"one two three four five six",`)
	}
	record.WriteString(`0]}`)
	for i := range n {
		record.WriteString(`,"k` + strconv.Itoa(i) + `":1`)
	}
	record.WriteString("}")
	got := read(record.String())
	require.Len(t, got.lines, 1)
	found := got.lines[0].Findings
	require.Len(t, found, coproduction.MaxFindings+1)
	last := found[coproduction.MaxFindings]
	assert.Equal(t, schema.RuleCapped, last.Rule)
	assert.Equal(t, "400000 findings, of which 1000 are listed", last.Detail)
	assert.Less(t, found[0].Position.Offset, found[999].Position.Offset, "the first ones")
}

// TestReadCapsAtTheBound: a thousand findings are all listed, one more is capped.
func TestReadCapsAtTheBound(t *testing.T) {
	with := func(n int) []schema.Finding {
		texts := strings.Repeat(`"one two three four five six",`, n)
		got := read(`{"kind":"study","id":"` + idOf("x").String() + `","title":"Synthetic","extensions":{"a":[` + texts + `0]}}`)
		require.Len(t, got.lines, 1)
		return got.lines[0].Findings
	}
	assert.Len(t, with(coproduction.MaxFindings), coproduction.MaxFindings)
	over := with(coproduction.MaxFindings + 1)
	require.Len(t, over, coproduction.MaxFindings+1)
	assert.Equal(t, schema.RuleCapped, over[coproduction.MaxFindings].Rule)
}

// TestReadCapsErrorsLast: however many warnings come first, what the record is
// rejected for is listed, in its place.
func TestReadCapsErrorsLast(t *testing.T) {
	texts := strings.Repeat(`"one two three four five six",`, coproduction.MaxFindings+5)
	got := read(`{"kind":"study","id":"` + idOf("x").String() + `","title":"Synthetic","extensions":{"a":[` + texts + `0]},"software":7}`)
	require.Len(t, got.lines, 1)
	assert.False(t, got.lines[0].Accepted())
	found := got.lines[0].Findings
	require.Len(t, found, coproduction.MaxFindings+1)
	assert.Equal(t, schema.RuleID("study/software#type"), found[coproduction.MaxFindings-1].Rule)
	assert.Equal(t, schema.RuleCapped, found[coproduction.MaxFindings].Rule)
	assert.True(t, slices.IsSortedFunc(found[:coproduction.MaxFindings], schema.Compare))
}
