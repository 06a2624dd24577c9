package decode_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// study is the lines of a seeded study, of every kind.
func study(t testing.TB, encounters int) (lines [][]byte, records []encounter.Record) {
	t.Helper()
	for r := range coproductiontest.Records(5, encounters) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		lines, records = append(lines, raw), append(records, r)
	}
	return lines, records
}

// standard is what encoding/json makes of a record.
func standard(t testing.TB, kind string, raw []byte) encounter.Record {
	t.Helper()
	r := coproduction.New(schema.Kind(kind))
	require.NoError(t, json.Unmarshal(raw, r))
	return r
}

// handled are the kinds that a decoder makes; the others are left to encoding/json.
var handled = []string{"encounter", "participant", "source", "unit", "coding", "membercheck"}

// Law: a decoder makes what encoding/json makes, whether or not memory is used again.
func TestDecoderAgrees(t *testing.T) {
	lines, records := study(t, 40)
	for _, reuse := range []bool{false, true} {
		d := decode.Decoder{Reuse: reuse}
		made := map[string]int{}
		for i, raw := range lines {
			kind := records[i].RecordKind()
			if i%3 == 0 {
				d.Reset()
			}
			got, _, ok := d.Record(kind, raw)
			if !ok {
				require.NotContains(t, handled, kind, "%s", raw)
				continue
			}
			made[kind]++
			require.Equal(t, standard(t, kind, raw), got)
		}
		for _, kind := range handled {
			assert.Positive(t, made[kind], kind)
		}
	}
}

// Law: records stay as they were made; those whose memory is used again, until that
// is taken back.
func TestDecoderKeeps(t *testing.T) {
	lines, records := study(t, 20)
	for _, reuse := range []bool{false, true} {
		d := decode.Decoder{Reuse: reuse}
		for range 2 {
			d.Reset()
			kept := make([]encounter.Record, len(lines))
			for i, raw := range lines {
				kept[i], _, _ = d.Record(records[i].RecordKind(), raw)
			}
			for i, raw := range lines {
				if kept[i] != nil {
					require.Equal(t, standard(t, records[i].RecordKind(), raw), kept[i])
				}
			}
		}
	}
}

// Each member of each type is read: a value of every member, set by reflection, comes back.
func TestDecoderKnowsEveryMember(t *testing.T) {
	for _, kind := range handled {
		r := coproduction.New(schema.Kind(kind))
		fill(reflect.ValueOf(r).Elem())
		raw, err := json.Marshal(r)
		require.NoError(t, err)
		var d decode.Decoder
		got, _, ok := d.Record(kind, raw)
		require.True(t, ok, "%s", raw)
		assert.Equal(t, standard(t, kind, raw), got)
	}
}

// fill gives every field, however deep, a value that is not zero.
func fill(v reflect.Value) {
	switch target := v.Addr().Interface().(type) {
	case *encounter.ID:
		*target = encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
		return
	case *theme.Target:
		*target = theme.Target{Record: encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"), Pointer: "/steps/3"}
		return
	case *time.Time:
		*target = time.Date(2024, 2, 29, 23, 59, 58, 0, time.UTC)
		return
	case *encounter.Extensions:
		*target = encounter.Extensions{"a": json.RawMessage(`[1,{"b":"]"}]`)}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("word")
	case reflect.Int64:
		v.SetInt(-1234)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

// Layouts, spellings and numbers that people's programs write.
func TestDecoderReadsEverySpelling(t *testing.T) {
	const id = `"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"`
	tests := []struct {
		name, kind, raw string
		ok              bool
	}{
		{"spaces", "unit", "{ \"kind\" : \"unit\" ,\n\t\"id\" : " + id + " , \"range\" : { \"start\" : 0 , \"end\" : 7 } }", true},
		{"another order", "unit", `{"range":{"end":7,"start":0},"id":` + id + `,"kind":"unit"}`, true},
		{"escapes in a text", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\u00e6\ud834\udd1e\n\"\\ x"}`, true},
		{"text that is not ASCII", "unit", `{"kind":"unit","id":` + id + `,"condensation":"é–𝄞"}`, true},
		{"empty list", "unit", `{"kind":"unit","id":` + id + `,"turns":[],"steps":[ ]}`, true},
		{"empty text", "unit", `{"kind":"unit","id":` + id + `,"condensation":""}`, true},
		{"escapes in a name", "unit", `{"kind":"unit","\u0069d":` + id + `}`, true},
		{"escapes in an id", "unit", `{"kind":"unit","id":"\u0030e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"}`, true},
		{"every escape", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\"\\\/\b\f\n\r\t\u00E6\u00e6\uD834\uDD1E\u007f"}`, true},
		{"escapes in a vocabulary", "membercheck", `{"kind":"membercheck","id":` + id + `,"verdict":"\u0061greed","theme":"T\u0031"}`, true},
		{"half a pair", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\ud834"}`, false},
		{"half a pair and another", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\ud834\u0041"}`, false},
		{"no escape", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\x"}`, false},
		{"no digits", "unit", `{"kind":"unit","id":` + id + `,"condensation":"\u00g0"}`, false},
		{"a fraction", "unit", `{"kind":"unit","id":` + id + `,"range":{"start":1.0,"end":7}}`, false},
		{"an exponent", "unit", `{"kind":"unit","id":` + id + `,"range":{"start":1e0,"end":7}}`, false},
		{"large", "unit", `{"kind":"unit","id":` + id + `,"range":{"start":-0,"end":999999999999999999}}`, true},
		{"too large for the short way", "unit", `{"kind":"unit","id":` + id + `,"range":{"start":0,"end":9223372036854775807}}`, false},
		{"target of a whole record", "coding", `{"kind":"coding","id":` + id + `,"target":"urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e","codes":[]}`, true},
		{"target in a record", "coding", `{"kind":"coding","id":` + id + `,"target":"urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/steps/12","codes":["a","b"]}`, true},
		{"extensions", "coding", `{"kind":"coding","id":` + id + `,"extensions":{"a":{"b":[1,"}",{"c":"\""}]},"d":"]"},"round":2}`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var d decode.Decoder
			got, _, ok := d.Record(tt.kind, []byte(tt.raw))
			require.Equal(t, tt.ok, ok)
			if ok {
				assert.Equal(t, standard(t, tt.kind, []byte(tt.raw)), got)
			}
		})
	}
}

// Times are those of package time, to the location.
func TestDecoderTimes(t *testing.T) {
	const id = `"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"`
	for _, text := range []string{
		"2024-05-03T10:00:00Z", "2024-05-03T10:00:00+02:00", "2024-05-03T10:00:00-23:59", "2024-05-03T10:00:00+00:00",
		"2024-05-03T10:00:00.125Z", "2024-05-03T10:00:00.125-05:30", "2024-05-03T10:00:00.1Z", "2024-05-03T10:00:00.123456789+01:00",
		"2000-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "1900-02-28T00:00:00Z", "0000-01-01T00:00:00+01:00",
	} {
		raw := []byte(`{"kind":"encounter","id":` + id + `,"start":"` + text + `","presence":[]}`)
		for range 2 { // the second time the zone is known
			var d decode.Decoder
			got, _, ok := d.Record("encounter", raw)
			require.True(t, ok, text)
			assert.Equal(t, standard(t, "encounter", raw), got, text)
		}
	}
	for _, text := range []string{"2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-05-03T24:00:00Z", "2024-05-03 10:00:00Z", "2024-05-03T10:00:60Z", "2024-05-03T10:00:00", "x"} {
		_, _, ok := new(decode.Decoder).Record("encounter", []byte(`{"kind":"encounter","id":`+id+`,"start":"`+text+`","presence":[]}`))
		assert.False(t, ok, text)
	}
}

// Bytes that nobody has judged do no harm: no panic, and no record for what is cut off.
func TestDecoderOnRubbish(t *testing.T) {
	lines, records := study(t, 4)
	random := rand.New(rand.NewPCG(1, 2))
	var d decode.Decoder
	for i, raw := range lines {
		kind := records[i].RecordKind()
		for cut := range len(raw) {
			_, _, ok := d.Record(kind, raw[:cut])
			require.False(t, ok, "%s", raw[:cut])
		}
		for range 200 {
			broken := bytes.Clone(raw)
			broken[random.IntN(len(broken))] = byte(random.IntN(256))
			d.Record(kind, broken)
		}
	}
	_, _, ok := d.Record("study", []byte(`{"kind":"study"}`))
	assert.False(t, ok, "a study is one record")
}

// On the good road, with memory used again, nothing is allocated.
func TestDecoderAllocatesNothing(t *testing.T) {
	lines, records := study(t, 30)
	d := decode.Decoder{Reuse: true}
	var encounters [][]byte
	for i, raw := range lines {
		if records[i].RecordKind() == "encounter" && !bytes.Contains(raw, []byte(`"extensions"`)) {
			d.Record("encounter", raw)
			encounters = append(encounters, raw)
		}
	}
	require.NotEmpty(t, encounters)
	assert.Zero(t, testing.AllocsPerRun(3, func() { // of all of them: an average of less than one would count as none
		for _, raw := range encounters {
			d.Reset()
			d.Record("encounter", raw)
		}
	}))
}

func TestPlain(t *testing.T) {
	for _, text := range []string{"", "t12", "s-3", "S_1234567", "T4.code_9", "a1b2", "t1-x2", "a room", "år", "født i maj", "ward 7", "العربية"} {
		assert.True(t, decode.Plain([]byte(text)), text)
	}
	for _, text := range []string{"x@y", "12", "s12345678", "95yo", "born 1.1.90", "aged 95", "t1-2", "t1.-2", "٩٥", "s 12", "1a2", "t12x", "t12-", "born1.1.90"} {
		assert.False(t, decode.Plain([]byte(text)), text)
	}
	assert.True(t, decode.Plain([]byte(strings.Repeat("word ", 1000))))
}

func BenchmarkDecoder(b *testing.B) {
	lines, records := study(b, 100)
	var encounters [][]byte
	size := 0
	for i, raw := range lines {
		if records[i].RecordKind() == "encounter" {
			encounters, size = append(encounters, raw), size+len(raw)
		}
	}
	for name, reuse := range map[string]bool{"reused": true, "kept": false} {
		b.Run(name, func(b *testing.B) {
			d := decode.Decoder{Reuse: reuse}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, raw := range encounters {
					d.Reset()
					d.Record("encounter", raw)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(encounters)), "ns/record")
		})
	}
	b.Run("encoding/json", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, raw := range encounters {
				json.Unmarshal(raw, new(encounter.Encounter))
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(encounters)), "ns/record")
	})
}

// Law: whatever its schema finds sound, a decoder reads as encoding/json does, or is not sure.
func FuzzDecoderAgrees(f *testing.F) {
	lines, _ := study(f, 6)
	for _, raw := range lines {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		judged := schema.Judge(raw)
		if !judged.Clean() {
			return
		}
		got, _, ok := new(decode.Decoder).Record(string(judged.Kind), raw)
		if ok {
			assert.Equal(t, standard(t, string(judged.Kind), raw), got)
		}
	})
}
