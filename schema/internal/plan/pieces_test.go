package plan

import (
	"encoding/binary"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

func TestWords(t *testing.T) {
	tests := map[string][]string{
		"none":                        nil,
		"one":                         {"phone"},
		"short":                       {"", "a", "b", "ab", "ba", "abc", "abcd", "dcba", "abcde"},
		"modes":                       {"in-person", "phone", "video", "text-message", "home-visit"},
		"alike at both ends":          {"12345678abcd12345678", "12345678abce12345678", "x"},
		"three letters, one in doubt": {"abc", "aBc"},
	}
	var numbers []string
	for i := range 250 {
		numbers = append(numbers, strconv.Itoa(i*7919))
	}
	tests["many"] = numbers
	for name, list := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWords(list)
			for i, word := range list {
				assert.Equal(t, i, w.find([]byte(word)), word)
				assert.Equal(t, -1, w.find([]byte(word+"x")), word)
			}
			for _, other := range []string{"PHONE", "phon", "telephone", "0000", "12345678abcf12345678"} {
				assert.Equal(t, -1, w.find([]byte(other)), other)
			}
			assert.Equal(t, name == "alike at both ends", w.other != nil, "one look is enough")
		})
	}
}

// patterns are those of our schemas and such as try a table's corners.
var patterns = []string{
	"^(([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?|[xX](-[A-Za-z0-9]{1,8})+)$",
	"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
	"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(#(/([^/~]|~[01])*)+)?$",
	"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$",
	"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "^[a-z][a-z0-9_-]{0,31}$", "^[A-Za-z][A-Za-z0-9._-]{0,63}$", "^[0-9a-f]{64}$", "^([1-9]|[12][0-9]|3[0-2])$",
	"", "^", "$", "^$", "$^", "a", "^a", "a$", "a^", "$a", "(?i)straße", "(?i)k", "[^a]", "^.$", "(?s)^.$", "\\pL\\d", "[[:^ascii:]]", "^\\S+$", "a|^b|c$", "(a|ab)(c|bcd)(d*)$",
	"^(?:x{3,5}y)+$", "[é-ü]", "漢|😀", "^[^\\x00-\\x{10FFFF}]$", "^[0-9]{3}[a-cx-z][A-Z0-9a-f]{5}$",
}

// TestDFA: a table matches where the expression does.
func TestDFA(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	pieces := strings.Split("a b c d x y z A K \u212a k ß ẞ 0 1 3 9 - _ . / ~ # : T Z + é ü ý 漢 😀 \n \x00 \U0010ffff 5b0e0f0a -7f0d -4c5e -9a57 0d9d8f6f5a01 urn:uuid: 2022-03-01 09:00:00 xxx da-DK", " ")
	for _, pattern := range patterns {
		t.Run(pattern, func(t *testing.T) {
			expression := regexp.MustCompile(pattern)
			d := newDFA(pattern)
			require.NotNil(t, d)
			look := new(Patterns).lookFor(expression)
			for range 3000 {
				var text []byte
				for range r.IntN(9) {
					text = append(text, pieces[r.IntN(len(pieces))]...)
				}
				want := expression.Match(text)
				assert.Equal(t, want, d.match(text), "%q", text)
				assert.Equal(t, want, look.match(text), "%q", text)
			}
		})
	}
	for _, pattern := range []string{`\bword\b`, `(?m)^a$`, `\Ba`, "^[ab]*a[ab]{12}$"} {
		assert.Nil(t, newDFA(pattern), "%s: left to the expression itself", pattern)
		assert.True(t, new(Patterns).lookFor(regexp.MustCompile(pattern)).match([]byte("a word bababbbbbbbbbbbb")) == regexp.MustCompile(pattern).MatchString("a word bababbbbbbbbbbbb"))
	}
}

// TestForm: every byte of a text of a form counts, and no other is let through.
func TestForm(t *testing.T) {
	for _, tt := range []struct{ pattern, text string }{
		{uuid, "5B0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"},
		{patterns[1], "5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"},
		{"^[0-9a-f]{64}$", strings.Repeat("0189afbc", 8)},
		{"^[a-c]{8}$", "abcabcab"},
		{"^[0-9]{3}[a-cx-z][A-F0-9]{5}$", "012xA9F00"},
	} {
		d := newDFA(tt.pattern)
		f := newForm(d.places())
		if tt.pattern == uuid {
			assert.Nil(t, f, "three ranges: left to the table")
			continue
		}
		require.NotNil(t, f, tt.pattern)
		assert.True(t, f.match([]byte(tt.text)))
		expression := regexp.MustCompile(tt.pattern)
		for i := range tt.text {
			for b := range 256 {
				text := []byte(tt.text)
				text[i] = byte(b)
				assert.Equal(t, expression.Match(text), f.match(text), "%q", text)
			}
		}
		assert.False(t, f.match([]byte(tt.text[1:])))
		assert.False(t, f.match([]byte(tt.text+"0")))
	}
	for _, pattern := range []string{"^a{7}$", "^a{8}", "a{8}$", "^a{8,9}$", "^(abcdefgh|bbcdefgi)$", "^é{8}$", `^\\{8}$`, `^.{8}$`} {
		assert.Nil(t, newForm(newDFA(pattern).places()), pattern)
	}
	assert.Nil(t, both(newDFA("^a{8}$").places(), newDFA("^a{9}$").places()))
	two := newForm(both(newDFA("^[a-m]{8}$").places(), newDFA("^[h-z]{8}$").places()))
	assert.True(t, two.match([]byte("hijklmhi")))
	assert.False(t, two.match([]byte("hijklmng")))
}

// TestUsualFormats: what is seen at once to be of a format is so for v5 too, and what
// is usual is seen.
func TestUsualFormats(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := map[string][]string{
		"date-time": {"2022-03-01T09:00:00+01:00", "2000-02-29T23:59:59.123456789Z", "1999-12-31T00:00:00-23:59"},
		"date":      {"2022-03-01", "2024-02-29", "1900-02-28", "0000-02-29", "2022-04-30"},
		"time":      {"09:00:00Z", "23:59:59.5+23:59", "00:00:00-00:00"},
		"duration":  {"P1Y2M3DT4H5M6S", "P3W", "PT5M", "P1YT1S", "P2M", "P10DT1H"},
		"uri":       {"http://example.org/a/b~c", "ftp://a.b-c", "HTTP://x/"},
		"email":     {"a@example.org", "a.b-c@x.y-z.dk", "1@2"},
	}
	for name, usually := range usual {
		s, err := fence.Compile("https://example.org/format.json", []byte(`{"format":"`+name+`"}`))
		require.NoError(t, err)
		is := s.Describe().IsFormat
		require.NotEmpty(t, texts[name])
		seen := 0
		for _, text := range texts[name] {
			assert.True(t, usually([]byte(text)), text)
			for range 5000 {
				b := []byte(text)
				for range r.IntN(3) {
					i := r.IntN(len(b))
					switch r.IntN(3) {
					case 0:
						b[i] = "0123456789-:.+TZPYMDWHStz@/ae é"[r.IntN(31)]
					case 1:
						b = append(b[:i], b[i+1:]...)
					default:
						b = append(b[:i], append([]byte{"0123456789-:.+TZPYMDWHS@/"[r.IntN(25)]}, b[i:]...)...)
					}
				}
				if usually(b) {
					seen++
					require.True(t, is(string(b)), "%s: %q", name, b)
				}
			}
		}
		assert.Greater(t, seen, 100, name)
		assert.False(t, usually(nil))
	}
}

// TestDecimal: two literals are the same decimal if and only if they are the same
// rational number, and whole as it is.
func TestDecimal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	literal := func() string {
		text := []string{"", "-"}[r.IntN(2)] + []string{"0", "1", "10", "100", "12", "120", "999"}[r.IntN(7)] +
			[]string{"", "", ".0", ".00", ".5", ".05", ".120", ".001"}[r.IntN(8)] + []string{"", "", "e0", "e1", "E+2", "e-1", "e-3", "e10"}[r.IntN(8)]
		require.Nil(t, scan.Scan([]byte(text), 1))
		return text
	}
	for range 20_000 {
		a, b := literal(), literal()
		x, y := rational([]byte(a)), rational([]byte(b))
		assert.Equal(t, x.Cmp(y) == 0, decimalOf([]byte(a)) == decimalOf([]byte(b)), "%s and %s", a, b)
		assert.Equal(t, x.IsInt(), isWhole([]byte(a)), a)
	}
}

// TestBoundsOfWholeNumbers: the bounds of whole numbers are those of all numbers.
func TestBoundsOfWholeNumbers(t *testing.T) {
	for _, limit := range []string{"0", "1", "-1", "3/2", "-3/2", "1/3", "-1/3", "100000000000000000000", "-100000000000000000000"} {
		bound, ok := new(big.Rat).SetString(limit)
		require.True(t, ok)
		for keyword, s := range map[string]*fence.Node{
			"minimum": {Minimum: bound}, "exclusiveMinimum": {ExclusiveMinimum: bound},
			"maximum": {Maximum: bound}, "exclusiveMaximum": {ExclusiveMaximum: bound},
		} {
			n := numberOf(s)
			for _, v := range []int64{-999999999999999999, -3, -2, -1, 0, 1, 2, 3, 999999999999999999} {
				assert.Equal(t, keepsAll(n, new(big.Rat).SetInt64(v)), v >= n.low && v <= n.high, "%d, %s %s", v, keyword, limit)
			}
		}
	}
}

// TestCircles: a schema that comes back to itself at the same place is never asked;
// v5 compiles none, but a plan that was made of one would not end.
func TestCircles(t *testing.T) {
	none := func() *fence.Node {
		return &fence.Node{MinProperties: -1, MaxProperties: -1, MinItems: -1, MaxItems: -1, MinContains: 1, MaxContains: -1, MinLength: -1, MaxLength: -1}
	}
	itself, a, b, behind := none(), none(), none(), none()
	itself.Ref = itself
	a.AllOf = []*fence.Node{b}
	b.If = a
	behind.DependentSchemas = map[string]*fence.Node{"a": behind}
	for _, s := range []*fence.Node{itself, a, b, behind} {
		c := compiler{known: map[*fence.Node]*node{}}
		p := &Plan{root: c.node(s), maxDepth: 1}
		c.cutCircles()
		p.runs.New = func() any { return &run{plan: p, guesses: make([]guess, c.guesses)} }
		assert.Equal(t, Unsure, p.Judge([]byte(`{"a":1}`)))
	}
}

// Law: what is read of eight bytes is the number that their first digits are, whatever
// stands behind them.
func TestEightDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	behind := []byte{0, ' ', ',', '.', '/', ':', 'e', '}', 0x7f, 0x80, '0' ^ 0x80, 0xff}
	for n := range 9 {
		for range 3000 {
			text, want := make([]byte, 8), int64(0)
			for i := range text {
				if text[i] = byte(r.IntN(256)); i < n {
					text[i] = byte('0' + r.IntN(10))
					want = want*10 + int64(text[i]-'0')
				} else if i == n {
					text[i] = behind[r.IntN(len(behind))]
				}
			}
			value, digits := eightDigits(binary.LittleEndian.Uint64(text))
			require.Equal(t, [2]int64{want, int64(n)}, [2]int64{value, int64(digits)}, "%q", text)
		}
	}
}
