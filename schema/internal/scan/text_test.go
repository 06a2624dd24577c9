package scan

import "testing"

func TestUnquote(t *testing.T) {
	tests := []struct{ token, want string }{
		{`""`, ""},
		{`"abc"`, "abc"},
		{`"æ😀"`, "æ😀"},
		{`"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		{`"a\u0000b"`, "a\x00b"},
		{`"\u00e6\u00E6\uFEFF\uffff"`, "ææ\uFEFF\uFFFF"},
		{`"x\ud83d\ude00y"`, "x😀y"},
		{`"\ud800\udc00\udbff\udfff"`, "\U00010000\U0010FFFF"},
		{`"\\u0041"`, `\u0041`},
		{`"\\\\"`, `\\`},
		// not clean, yet distinct
		{`"\ud800"`, "\xed\xa0\x80"},
		{`"\udfff\ud800x"`, "\xed\xbf\xbf\xed\xa0\x80x"},
		{`"\ud800\u0041"`, "\xed\xa0\x80A"},
		{"\"\xff\\n\"", "\xff\n"},
		// not tokens, yet no panic
		{`"\x\u12"`, `\x\u12`},
		{`"a\"`, `a\`},
		{`"\ud800\ud"`, "\xed\xa0\x80" + `\ud`},
		{`"`, ""},
		{``, ""},
	}
	for _, tt := range tests {
		if got := Unquote([]byte(tt.token)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.token, got, tt.want)
		}
	}
}

func TestHexDigit(t *testing.T) {
	for c := range 256 {
		want := rune(-1)
		for value, digits := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "aA", "bB", "cC", "dD", "eE", "fF"} {
			for i := range len(digits) {
				if digits[i] == byte(c) {
					want = rune(value)
				}
			}
		}
		if got := hexDigit(byte(c)); got != want {
			t.Errorf("byte %#x: got %d, want %d", c, got, want)
		}
	}
}
