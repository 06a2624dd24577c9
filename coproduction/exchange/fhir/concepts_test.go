package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
)

// speaks is the patient with languages of these codes.
func speaks(codes ...string) string {
	var all []string
	for _, c := range codes {
		all = append(all, fmt.Sprintf(`{"language":{"coding":[{"code":%q}]}}`, c))
	}
	return `{"resourceType":"Patient","id":"p","communication":[` + strings.Join(all, ",") + `]}`
}

// A code that is a language tag comes out in its usual case, any other is left out.
func TestLanguageTags(t *testing.T) {
	long := "de" + strings.Repeat("-abcdefgh", 3) + "-abcde" // 2 + 3 · 9 + 6 = 35
	for code, want := range map[string]string{
		"da": "da", "AR_sy": "ar-SY", "zh-hant-tw": "zh-Hant-TW", "es-419": "es-419", "sl-rozaj": "sl-rozaj", "de-1901": "de-1901", "zh-cmn": "zh-cmn",
		" so ": "so", "en-a-bbb-x-c": "en-a-bbb-x-c", long: long,
		"": "", "a": "", "danish": "", "AA-0": "", "en-a": "", "da-": "", "-da": "", "da--DK": "", "da-DK-xxxx": "", "d1": "", "dä": "", "x-private": "", long + "f": "",
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(speaks(code), visit("e", "", ""))))
		if want == "" {
			assert.Empty(t, o.participant("fhir/Patient/p").Languages, "%q", code)
			assert.Equal(t, counts{"fhir-language": 1}, o.rules(), "%q", code)
			continue
		}
		assert.Equal(t, []string{want}, o.participant("fhir/Patient/p").Languages, "%q", code)
		assert.Empty(t, o.rules(), "%q", code)
	}
}

// A record holds 20 languages.
func TestLanguagesMany(t *testing.T) {
	var codes []string
	for i := range 21 {
		codes = append(codes, fmt.Sprintf("a%c", 'a'+i))
	}
	for n, want := range map[int]counts{20: {}, 21: {"fhir-language": 1}} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(speaks(codes[:n]...), visit("e", "", ""))))
		assert.Equal(t, codes[:20], o.participant("fhir/Patient/p").Languages)
		assert.Equal(t, want, o.rules())
	}
}
