package coproduction_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Law: what is passed over breaks no rule, also in records that are not sound: every
// text and number of a record in turn becomes one that might say who somebody is.
func TestPassingOverPlainFindsTheSame(t *testing.T) {
	var others []string
	for _, text := range identifying {
		others = append(others, strconv.Quote(text))
	}
	others = append(others, "95", "707614285", "19900101", "12345678", `{"age":95,"0":"95 yo"}`, `["born 1.1.1990"]`,
		`{"mode":"one two three four five six","id":["one two three four five six"]}`) // where the schema knows no such names
	found, plain, places, step := 0, 0, 0, 1
	if testing.Short() {
		step = 4
	}
	for r := range coproductiontest.Records(11, 2) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		kind := schema.Kind(r.RecordKind())
		for text := range schema.Texts(kind, raw) {
			if places++; places%step != 0 {
				continue
			}
			for _, other := range others {
				changed := bytes.Join([][]byte{raw[:text.Offset], raw[text.Offset+text.Length:]}, []byte(other))
				want := coproduction.PrivacyFindings(kind, changed)
				require.Equal(t, want, coproduction.PrivacyFindingsButPlain(kind, changed), "%s", changed)
				if d := (decode.Decoder{Personal: coproduction.IsPersonal}); schema.Judge(changed).Kind == kind && d.PlainTexts(changed) {
					require.Empty(t, want, "%s", changed)
					plain++
				}
				found += len(want)
			}
		}
	}
	assert.Greater(t, found, 1000)
	assert.Greater(t, plain, 500)
}

// Law: so it is whatever the bytes are.
func FuzzPassingOverPlainFindsTheSame(f *testing.F) {
	for i, text := range identifying {
		f.Add([]byte(`{"kind":"participant","ageBand":"`+text+`","languages":["`+text+`"],"extensions":{"age":`+strconv.Itoa(i+80)+`}}`), byte(i))
	}
	for r := range coproductiontest.Records(12, 2) {
		raw, _ := coproduction.Append(nil, r)
		f.Add(raw, byte(0))
	}
	f.Fuzz(func(t *testing.T, raw []byte, n byte) {
		kinds := schema.Kinds()
		kind := kinds[int(n)%len(kinds)]
		if i := strings.Index(string(raw), `"kind":"`); i >= 0 {
			if name, _, ok := strings.Cut(string(raw[i+8:]), `"`); ok && n < 128 {
				kind = schema.Kind(name)
			}
		}
		if d := (decode.Decoder{Personal: coproduction.IsPersonal}); schema.Judge(raw).Kind == kind && kind != "" && d.PlainTexts(raw) {
			require.Empty(t, coproduction.PrivacyFindings(kind, raw), "%s", raw)
		}
		require.Equal(t, coproduction.PrivacyFindings(kind, raw), coproduction.PrivacyFindingsButPlain(kind, raw), "%s", raw)
	})
}
