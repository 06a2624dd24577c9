package coproduction_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// holding are records that hold a text wherever people write one.
func holding(t testing.TB, text string) (kinds []schema.Kind, raws [][]byte) {
	t.Helper()
	name := encounter.Name(text)
	for _, r := range []encounter.Record{
		&encounter.Encounter{ID: idOf("e"), Setting: encounter.Setting(text),
			Turns: []encounter.Turn{{ID: name, Language: text}}, Steps: []encounter.Step{{ID: name, Tool: encounter.Tool(text), BuildsOn: []encounter.Name{name}}}},
		&encounter.Participant{ID: idOf("p"), Languages: []string{text}},
		&theme.Source{ID: idOf("s"), Language: text, Text: &text},
		&theme.Unit{ID: idOf("u"), Condensation: text, Turns: []encounter.Name{name}},
		&theme.Coding{ID: idOf("c"), Codes: []theme.CodeID{theme.CodeID(text)}, Target: theme.Target{Record: idOf("e"), Pointer: "/" + text}},
		&theme.Unit{ID: idOf("x"), Extensions: encounter.Extensions{"text": quoted(text), text: json.RawMessage(`true`)}},
		&theme.Unit{ID: idOf("y"), Extensions: encounter.Extensions{text: json.RawMessage(`{"a":[null,false]}`)}},
		&theme.Unit{ID: idOf("z"), Extensions: encounter.Extensions{"a": json.RawMessage(`{"b":123456,"c":["x",` + string(quoted(text)) + `]}`), text: quoted("Anna 12")}},
		&theme.MemberCheck{ID: idOf("m"), Theme: theme.CodeID(text), Why: text},
	} {
		raw, err := json.Marshal(r)
		if err != nil {
			continue // what cannot be written, as a pointer that is none
		}
		kinds, raws = append(kinds, schema.Kind(r.RecordKind())), append(raws, raw)
	}
	return kinds, raws
}

func quoted(text string) json.RawMessage {
	raw, _ := json.Marshal(text)
	return raw
}

// assertPlain holds what the decoder calls plain to the rules of privacy themselves.
func assertPlain(t testing.TB, kind schema.Kind, raw []byte) (plain bool) {
	t.Helper()
	d := decode.Decoder{Personal: coproduction.IsPersonal}
	if schema.Judge(raw).Kind != "" && d.PlainTexts(raw) {
		assert.Empty(t, coproduction.PrivacyFindings(kind, raw), "%s", raw)
	}
	_, plain, _ = d.Record(string(kind), raw)
	if plain {
		assert.Empty(t, coproduction.PrivacyFindings(kind, raw), "%s", raw)
	}
	return plain
}

// Law: what is plain breaks no rule of privacy.
func TestPlainBreaksNothing(t *testing.T) {
	plain, all := 0, 0
	for r := range coproductiontest.Records(9, 60) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		all++
		if assertPlain(t, schema.Kind(r.RecordKind()), raw) {
			plain++
		}
	}
	assert.Greater(t, plain, all*3/4, "most records are")
	for _, text := range identifying {
		kinds, raws := holding(t, text)
		for i, raw := range raws {
			assertPlain(t, kinds[i], raw)
		}
	}
}

// identifying are texts with the shapes that the rules of privacy look for, and their neighbours.
var identifying = []string{
	"070761-4285", "0707614285", "x070761-4285", "cpr 0707614285", "anna@example.org", "+45 12 34 56 78", "12345678", "tlf 12345678", "tel12345678",
	"born 1.1.90", "født 1/1/1990", "born1990-01-01", "aged 95", "aged95", "alder 95", "95yo", "95 y/o", "95-years-old", "a95", "95", "/born/1/1/90", "/born/1//1/90", "/born/1/1//90", "/born/1/1///90", "steps/95/yo", "steps//95",
	"٠٧٠٧٦١-٤٢٨٥", "95\u00a0år", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "t12", "s1234567",
}

// What a study adds is plain where neither names nor texts say who somebody is.
func TestPlainExtensions(t *testing.T) {
	for extensions, want := range map[string]bool{
		`{}`: true, `{"synthetic":true}`: true, `{ "a" : { "b_c" : [ null , false ] } }`: true, `{"ward":"Klinik · عيادة"}`: true,
		`{"score":12.5,"n":123456789}`: true, `{"ward":"one two three four five"}`: true, `{"t12":{"a":["x","y z"]}}`: true,
		`{"coder":"Anna"}`: false, `{"a":{"patient_age":91}}`: false, `{"birth_date":null}`: false, `{"cprNumber":1}`: false,
		`{"ward":"one two three four five six"}`: false, `{"ward":"b12345678"}`: false, `{"12":true}`: false,
		`{"a\u0062":true}`: true, `{"w\u0061rd":"K\u00f8ge \"A\""}`: true, `{"ward":"\u0639\u064a\u0627\u062f\u0629"}`: true, // as they read without escapes
		`{"birth\u005fdate":null}`: false, `{"cod\u0065r":"Anna"}`: false, `{"ward":"b1234567\u0038"}`: false, `{"ward":"anna\u0040b.dk"}`: false,
		`{"a":"one\u00a0two"}`: false, `{"a":"\u0661\u0662"}`: false, `{"a":"one\ntwo"}`: false,
		`{"a":"` + strings.Repeat("x", 61) + `"}`: false, `{"a":"one two"}`: false, `{"a":"one two"}`: false,
	} {
		raw := []byte(`{"kind":"unit","id":"` + idOf("u").String() + `","extensions":` + extensions + `}`)
		assert.Equal(t, want, assertPlain(t, schema.KindUnit, raw), extensions)
	}
}

// Law: so does any text at all.
func FuzzPlainBreaksNothing(f *testing.F) {
	for _, text := range identifying {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		kinds, raws := holding(t, strings.ToValidUTF8(text, ""))
		for i, raw := range raws {
			assertPlain(t, kinds[i], raw)
		}
	})
}
