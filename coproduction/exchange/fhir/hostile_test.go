package fhir_test

import (
	"bytes"
	"compress/gzip"
	"context"
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
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

// counts are numbers of findings by rule.
type counts = map[schema.RuleID]int

// Files that somebody broke, or made to break us: a finding each, and what is sound
// beside it is read.
func TestHostile(t *testing.T) {
	sound := lines(patient, visit("sound", "", ""))
	tests := []struct {
		name, text string
		rules      counts
		sound      int
	}{
		{"nothing", "", counts{"fhir-nothing": 1}, 0},
		{"not JSON", "hello\n" + sound, counts{"fhir-json": 1}, 1},
		{"an array of resources", "[" + patient + "," + visit("e", "", "") + "]", counts{}, 1},
		{"a line cut off among others", sound + `{"resourceType":"Encounter","id":"x"` + "\n" + visit("more", "", ""), counts{"fhir-json": 1}, 2},
		{"the first line cut off", `{"resourceType":"Encounter","id":"x"` + "\n" + sound, counts{"fhir-json": 1}, 1},
		{"the last line cut off", sound + `{"resourceType":"Encounter","id":"x`, counts{"fhir-json": 1}, 1},
		{"nested 100,000 deep", sound + `{"resourceType":"Encounter","x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}\n", counts{"fhir-json": 1}, 1},
		{"never closed", sound + strings.Repeat(`{"a":`, 100_000), counts{"fhir-json": 1}, 1},
		{"NUL bytes", sound + "\x00\x00\x00\n", counts{"fhir-json": 1}, 1},
		{"UTF-16", "\xff\xfe{\x00}\x00", counts{"fhir-encoding": 1, "fhir-nothing": 1}, 0},
		{"UTF-16 without a mark", "{\x00\"\x00a\x00", counts{"fhir-encoding": 1, "fhir-nothing": 1}, 0},
		{"a line of 50 MB", sound + `{"resourceType":"Encounter","id":"` + strings.Repeat("x", 50<<20) + `"}` + "\n" + visit("more", "", ""), counts{"fhir-resource-long": 1}, 2},
		{"truncated gzip", zipped(sound + sound)[:60], counts{"fhir-compressed": 1, "fhir-nothing": 1}, 0},
		{"gzip of rubbish", "\x1f\x8bxxxxxxxx", counts{"fhir-compressed": 1, "fhir-nothing": 1}, 0},
		{"a comma behind each line", patient + ",\n" + visit("sound", "", "") + ",\r\n" + visit("more", "", "") + ",\n", counts{"fhir-between": 1}, 2},
		{"commas alone", ",\n,,\n" + sound, counts{"fhir-between": 1}, 1},
		{"a comma too many in an array", "[" + patient + ",," + visit("e", "", "") + ",]", counts{"fhir-between": 1}, 1},
		{"a comma too few in an array", "[" + patient + visit("e", "", "") + "]", counts{"fhir-between": 1}, 1},
		{"a comma before the first of an array", "[," + patient + "," + visit("e", "", "") + "]", counts{"fhir-between": 1}, 1},
		{"a comma too many in a Bundle", `{"resourceType":"Bundle","entry":[{"resource":` + patient + `},{"resource":` + visit("e", "", "") + "},\n]}", counts{"fhir-between": 1}, 1},
		{"commas that belong there", "[\n" + patient + "\n,\n" + visit("e", "", `,"x":[1,2,",,"]`) + "]\n[]\n[ ]", counts{}, 1},
		{"an array of other values too", `["a",1,null,[2],` + patient + "," + visit("e", "", "") + `,"b"]`, counts{"fhir-json": 1}, 1},
		{"blank lines", "\n\r\n" + strings.ReplaceAll(sound, "\n", "\n \t\n\n"), counts{}, 1},
		{"a byte order mark", "\xef\xbb\xbf" + sound, counts{}, 1},
		{"a byte order mark in the middle", patient + "\n\xef\xbb\xbf" + visit("e", "", "") + "\n" + visit("more", "", ""), counts{"fhir-between": 1}, 2},
		{"an array of lines", "[" + patient + "\n," + visit("e", "", "") + "\n," + visit("more", "", "") + "\n]\n", counts{}, 2},
		{"a Bundle a line", lines(`{"resourceType":"Bundle","entry":[{"resource":`+patient+`}]}`, `{"resourceType":"Bundle","entry":[{"resource":`+visit("e", "", "")+`},{"resource":`+visit("more", "", "")+`}]}`, visit("sound", "", "")), counts{}, 3},
		{"a Bundle cut off among lines", lines(`{"resourceType":"Bundle","entry":[{"resource":`+patient+`},{"resource":`+visit("e", "", "")+`},`, visit("more", "", "")), counts{"fhir-json": 1}, 2},
		{"a part of itself", sound + lines(visit("a", "", `,"partOf":{"reference":"Encounter/a"}`)), counts{"fhir-part-of-itself": 1}, 2},
		{"a circle of parts", sound + lines(visit("a", "", `,"partOf":{"reference":"Encounter/b"}`), visit("b", "", `,"partOf":{"reference":"Encounter/a"}`)), counts{}, 3},
		{"a circle of three parts", sound + lines(visit("a", "", `,"partOf":{"reference":"Encounter/b"}`), visit("b", "", `,"partOf":{"reference":"Encounter/c"}`), visit("c", "", `,"partOf":{"reference":"Encounter/a"}`)), counts{}, 4},
		{"a care team of itself, and of another that it belongs to", sound + lines(`{"resourceType":"CareTeam","id":"x","participant":[{"member":{"reference":"CareTeam/x"}},{"member":{"reference":"CareTeam/y"}},{"member":{"reference":"#z"}}],"contained":[{"resourceType":"CareTeam","id":"z","participant":[{"member":{"reference":"#z"}}]}]}`,
			`{"resourceType":"CareTeam","id":"y","participant":[{"member":{"reference":"CareTeam/x"}}]}`, visit("a", `{"individual":{"reference":"CareTeam/x"}}`, "")), counts{}, 2},
		{"contained roles of each other", sound + lines(visit("a", `{"individual":{"reference":"#x"}},{"individual":{"reference":"#y"}}`, `,"contained":[{"resourceType":"PractitionerRole","id":"x","practitioner":{"reference":"#y"}},{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"#x"}}]`)), counts{}, 2},
		{"a resource that contains itself, and a patient linked to itself", sound + lines(`{"resourceType":"Patient","id":"q","link":[{"other":{"reference":"Patient/q"}},{"other":{"reference":"Patient/p"}}],"contained":[{"resourceType":"Patient","id":"q","contained":[{"resourceType":"Patient","id":"q"}]}]}`,
			`{"resourceType":"RelatedPerson","id":"n","patient":{"reference":"RelatedPerson/n"}}`, strings.Replace(visit("a", `{"individual":{"reference":"RelatedPerson/n"}},{"individual":{"reference":"Encounter/a"}}`, ""), "Patient/p", "Patient/q", 1)), counts{}, 2},
		{"an episode of itself", sound + lines(`{"resourceType":"EpisodeOfCare","id":"x","team":[{"reference":"EpisodeOfCare/x"}]}`, visit("a", "", `,"episodeOfCare":[{"reference":"EpisodeOfCare/x"}],"partOf":{"reference":"EpisodeOfCare/x"}`)), counts{}, 2},
		{"contains itself", sound + lines(visit("a", `{"individual":{"reference":"#x"}}`, `,"contained":[{"resourceType":"PractitionerRole","id":"x","practitioner":{"reference":"#x"}}]`)), counts{}, 2},
		{"Bundles in Bundles", sound + strings.Repeat(`{"resourceType":"Bundle","entry":[{"resource":`, 100) + patient + strings.Repeat("}]}", 100), counts{"fhir-shape": 1}, 1},
		{"a hundred thousand tiny participants", sound + lines(visit("a", strings.Repeat(`{},`, 100_000)+`{}`, "")), counts{"fhir-participants": 1}, 2},
		{"a hundred thousand tiny languages", lines(`{"resourceType":"Patient","id":"p","communication":[`+strings.Repeat(`{"language":{"coding":[{"code":"?"}]}},`, 100_000)+`{}]}`, visit("a", "", "")), counts{"fhir-language": 1}, 1},
		{"a hundred thousand episodes", sound + lines(visit("a", "", `,"episodeOfCare":[`+manyOf(100_000, `{"reference":"EpisodeOfCare/%d"}`)+`]`)), counts{}, 2},
		{"a hundred thousand identifiers of who is contained", sound + lines(visit("a", manyOf(198, `{"individual":{"reference":"#x"},"x":%d}`), `,"contained":[{"resourceType":"Practitioner","id":"x","identifier":[`+manyOf(100_000, `{"value":"%d"}`)+`]}]`)), counts{}, 2},
		{"a hundred thousand alternatives", sound + lines(visit("a", `{"individual":{"reference":"Practitioner?identifier=`+manyOf(100_000, `%d`)+`"}}`, "")), counts{"fhir-reference-ambiguous": 1}, 2},
		{"a role of itself", sound + lines(`{"resourceType":"PractitionerRole","id":"x","practitioner":{"reference":"PractitionerRole/y"}}`, `{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"PractitionerRole/x"}}`, visit("a", `{"individual":{"reference":"PractitionerRole/x"}}`, "")), counts{"fhir-reference-dangling": 1}, 2},
		{"roles of each other, by identifiers", sound + lines(`{"resourceType":"PractitionerRole","id":"x","identifier":[{"value":"1"}],"practitioner":{"reference":"PractitionerRole?identifier=|1,|2"}}`, visit("a", `{"individual":{"reference":"PractitionerRole/x"}}`, "")), counts{"fhir-reference-ambiguous": 1}, 2},
		{"everything twice", sound + sound, counts{"fhir-resource-once": 2}, 1},
		{"an id of the patient's", sound + lines(`{"resourceType":"Practitioner","id":"x","identifier":[{"system":"a","value":"1"}]}`, `{"resourceType":"Patient","id":"y","identifier":[{"system":"a","value":"1"}]}`), counts{}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := imported(t, fhir.Import{}, exchangetest.File("in", tt.text))
			require.NoError(t, o.err)
			assert.Len(t, o.encounters(), tt.sound)
			assert.Equal(t, tt.rules, o.rules())
			for _, f := range o.findings {
				assert.NotContains(t, f.Detail, "xxx", "no value is repeated")
			}
		})
	}
}

// manyOf is a list of n pieces with the numbers from 0.
func manyOf(n int, format string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(format, i)
	}
	return strings.Join(all, ",")
}

var errGone = errors.New("the disk is gone")

func TestErrors(t *testing.T) {
	o := imported(t, fhir.Import{}, exchange.File{Name: "in", Open: func() (io.ReadCloser, error) { return nil, errGone }})
	assert.ErrorIs(t, o.err, errGone)
	o = imported(t, fhir.Import{}, exchange.File{Name: "in", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(patient+"\n"), iotest.ErrReader(errGone))), nil
	}})
	assert.ErrorIs(t, o.err, errGone)
	whole := zipped(patient + "\n")
	for _, n := range []int{2, 12, len(whole) - 4} { // which is no damage of the file
		o = imported(t, fhir.Import{}, exchange.File{Name: "in", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(whole[:n]), iotest.ErrReader(errGone))), nil
		}})
		assert.ErrorIs(t, o.err, errGone, "%d bytes", n)
		assert.Empty(t, o.findings, "%d bytes", n)
	}

	files := []exchange.File{exchangetest.File("in", lines(patient, visit("e", "", "")))}
	sink := &exchange.Sink{Finding: func(schema.Finding) {}, Record: func(encounter.Record) error { return errGone }}
	assert.ErrorIs(t, fhir.Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), files, sink), errGone)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, fhir.Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(ctx, files, sink), context.Canceled)
}

// many gives a patient and any number of encounters, made as they are read.
type many struct {
	n, made int
	rest    []byte
}

func (m *many) Read(b []byte) (int, error) {
	if len(m.rest) == 0 {
		switch {
		case m.made == 0:
			m.rest = []byte(lines(patient, practitioner))
		case m.made > m.n:
			return 0, io.EOF
		default:
			m.rest = []byte(lines(visit(fmt.Sprintf("synthetic-encounter-%d", m.made), `{"individual":{"reference":"Practitioner/d"}}`, `,"text":"`+strings.Repeat("x", 500)+`"`)))
		}
		m.made++
	}
	n := copy(b, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}

// Memory grows by no more than an id and a start for each encounter.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	const n = 60_000
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most, handed := live(), uint64(0), 0
	sink := &exchange.Sink{Finding: func(schema.Finding) {}, Record: func(encounter.Record) error {
		if handed++; handed%20_000 == 0 {
			most = max(most, live())
		}
		return nil
	}}
	file := exchange.File{Name: "in", Open: func() (io.ReadCloser, error) { return io.NopCloser(&many{n: n}), nil }}
	require.NoError(t, fhir.Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), []exchange.File{file}, sink))
	assert.Equal(t, n+2, handed)
	assert.Less(t, float64(most-before)/n, 400., "bytes an encounter, of 900 in the file")
}

// Whatever the bytes: no panic, places inside the file, sound records, a balanced account.
func FuzzRead(f *testing.F) {
	f.Add(lines(patient, practitioner, doctor, visit("e", `{"individual":{"reference":"Practitioner?identifier=urn:npi|77"}}`, `,"partOf":{"reference":"Encounter/e"}`)))
	f.Add(lines(patient, visit("e", there("2024-05-03T08:05:00Z/2024-05-03T08:20:00Z", "2024-05-03T07:05:00Z/", "/2024-05-03T08:25:00Z"), "")))
	f.Add(`{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":` + patient + `},{"resource":{"resourceType":"CareTeam","participant":[{"member":{"reference":"urn:uuid:1"}}]}}]}`)
	f.Add(lines(patient, practitioner, visit("e", `{"individual":{"reference":"#c"}},{"actor":{"reference":"Practitioner?identifier=a|1,b|2"}},{"actor":{"reference":"urn:uuid:1"}}`, `,"contained":[{"resourceType":"Practitioner","id":"c","identifier":[{"value":"1"},{"value":"2"}]}]`)))
	f.Add(lines(wish("Goal", "p", words), wish("Observation", "p", careLOINC), visit("e", "", "")) + `{"resourceType":"Bundle","entry":[{"request":{"method":"DELETE"}},null,{}]}`)
	f.Add("\xef\xbb\xbf{\n\"entry\":[{},{}],\"resourceType\":\"List\"}\n" + zipped(patient))
	f.Fuzz(func(t *testing.T, text string) {
		a, b := imported(t, fhir.Import{}, exchangetest.File("in", text)), imported(t, fhir.Import{}, exchangetest.File("in", text))
		require.NoError(t, a.err)
		assert.Equal(t, a, b, "the same each time")
		if !strings.HasPrefix(text, "\x1f\x8b") {
			for _, finding := range a.findings {
				p := finding.Position
				assert.LessOrEqual(t, int(p.Offset)+p.Length, len(text), "%v", finding)
				assert.GreaterOrEqual(t, p.Line, 1)
				assert.GreaterOrEqual(t, p.Column, 1)
			}
		}
	})
}

func ExampleImport_Read() {
	key := []byte("the secret of the clinic, 16 bytes or more")
	i := fhir.Import{Options: exchange.Options{ID: func(local string) encounter.ID { return encounter.Pseudonym(key, local) }}}
	sink := &exchange.Sink{
		Record: func(r encounter.Record) error {
			fmt.Println(r.RecordKind())
			return nil
		},
		Finding: func(f schema.Finding) { fmt.Println(f.Error()) },
	}
	// Synthetic: these resources stand for nobody.
	file := exchange.File{Name: "export.ndjson", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(lines(patient, visit("e", "", "")))), nil
	}}
	if err := i.Read(context.Background(), []exchange.File{file}, sink); err != nil {
		fmt.Println(err)
	}
	count := sink.Loss.Of("Patient.birthDate")
	fmt.Println(count.Changed)
	// Output:
	// participant
	// encounter
	// map[age band at the first encounter:1]
}
