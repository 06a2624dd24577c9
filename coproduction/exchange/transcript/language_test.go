package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLanguageOf(t *testing.T) {
	for code, want := range map[string]string{
		"eng": "en", "dan": "da", "ara": "ar", "DEU": "de", "ger": "de", "zul": "zu", "aar": "aa", "som": "so",
		"en": "en", "kmr": "kmr", "yue": "yue", "arz": "arz", // no code of two letters
		"": "", "e": "", "engl": "", "e1": "", "aé": "", "ng ": "",
	} {
		assert.Equal(t, want, languageOf(code), code)
	}
	assert.Len(t, shortLanguages, 204*6) // from: the 184 codes of ISO 639-3 with one of two letters, and 20 bibliographic ones
}
