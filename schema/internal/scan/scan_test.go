package scan

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// sample is a synthetic document with every kind of value and of escape.
const sample = "{\"kind\": \"encounter\", \"é\\u00e9\\n\\ud83d\\ude00\": [-0.5e+3, 0, true, false, null, {}, [], \"\"],\r\n\t" +
	`"steps": [{"by": ["a/b", "m~n"], "": 12}, {"a/b": {"m~n": 1}}]}`

const testDepth = 8

type mark struct {
	Rule   string
	Offset int
}

// unmark takes the ⟦rule⟧ marks out of a document and returns where they stood.
func unmark(t testing.TB, marked string) (doc []byte, marks []mark) {
	for {
		before, rest, found := strings.Cut(marked, "⟦")
		doc = append(doc, before...)
		if !found {
			return doc, marks
		}
		rule, after, closed := strings.Cut(rest, "⟧")
		if !closed {
			t.Fatalf("mark not closed in %q", rest)
		}
		marks = append(marks, mark{rule, len(doc)})
		marked = after
	}
}

func marksOf(faults []Fault) (marks []mark) {
	for _, f := range faults {
		marks = append(marks, mark{f.Rule, f.Offset})
	}
	return marks
}

func many(n int, each string) string { return strings.Repeat(each, n) }

// members returns the members "n0":0,"n1":0,… of an object.
func members(n int) string {
	var all []string
	for i := range n {
		all = append(all, `"n`+string(rune('a'+i/26%26))+string(rune('a'+i%26))+`":0`)
	}
	return strings.Join(all, ",")
}

func TestScan(t *testing.T) {
	const rfc, ieee, ours = "RFC 8259", "IEEE 754 binary64", "this package's limit"
	tests := []struct {
		name string
		from string // what forbids or allows it
		doc  string
	}{
		{"sample", rfc, sample},
		{"bare values", rfc, " \t\r\n\"x\" "},
		{"bare number", rfc, `-0`},
		{"bare literal", rfc, `null`},
		{"all short escapes", rfc + " §7", `"\"\\\/\b\f\n\r\t"`},
		{"delete is no control character", rfc + " §7", "\"\x7f\""},
		{"noncharacters are characters", rfc + " §8.2", "\"\uFFFF\uFEFF\uFFFD\""},

		// json-syntax: at the first byte that cannot go on the document.
		{"empty", rfc, `⟦json-syntax⟧`},
		{"only white space", rfc, " \n\t\r⟦json-syntax⟧"},
		{"space of another kind", rfc + " §2", "⟦json-syntax⟧\v1"},
		{"no-break space", rfc + " §2", "[⟦json-syntax⟧\u00a01]"},
		{"zero byte", rfc, "⟦json-syntax⟧\x00"},
		{"zero byte after the start", rfc, "{⟦json-syntax⟧\x00\"\x00"},
		{"zero byte in a string", rfc + " §7", "\"⟦json-syntax⟧\x00\""},
		{"zero byte after a value", rfc, "[1⟦json-syntax⟧\x00]"},
		{"raw tab in string", rfc + " §7", "\"a⟦json-syntax⟧\tb\""},
		{"raw line feed in string", rfc + " §7", "\"a⟦json-syntax⟧\nb\""},
		{"last control character", rfc + " §7", "\"⟦json-syntax⟧\x1f\""},
		{"raw tab in name", rfc + " §7", "{\"a⟦json-syntax⟧\t\":1}"},
		{`\x`, rfc + " §7", `"\⟦json-syntax⟧x41"`},
		{`\U`, rfc + " §7", `"\⟦json-syntax⟧U0041"`},
		{"escaped single quote", rfc + " §7", `"\⟦json-syntax⟧'"`},
		{"escaped non-ASCII", rfc + " §7", `"\⟦json-syntax⟧é"`},
		{"three hexadecimal digits", rfc + " §7", `"\u004⟦json-syntax⟧"`},
		{"no hexadecimal digit", rfc + " §7", `"\u00⟦json-syntax⟧g0"`},
		{"before the hexadecimal digits", rfc + " §7", `"\u00⟦json-syntax⟧/0"`},
		{"NaN", rfc + " §6", `[⟦json-syntax⟧NaN]`},
		{"Infinity", rfc + " §6", `⟦json-syntax⟧Infinity`},
		{"-Infinity", rfc + " §6", `-⟦json-syntax⟧Infinity`},
		{"plus sign", rfc + " §6", `⟦json-syntax⟧+1`},
		{"leading zero", rfc + " §6", `0⟦json-syntax⟧1`},
		{"leading zero of a negative", rfc + " §6", `[-0⟦json-syntax⟧0]`},
		{"no digit after the point", rfc + " §6", `[1.⟦json-syntax⟧]`},
		{"no digit before the point", rfc + " §6", `⟦json-syntax⟧.5`},
		{"no digit between point and exponent", rfc + " §6", `1.⟦json-syntax⟧e5`},
		{"no digit in the exponent", rfc + " §6", `[1e⟦json-syntax⟧]`},
		{"no digit behind the exponent's sign", rfc + " §6", `[1E+⟦json-syntax⟧]`},
		{"two signs", rfc + " §6", `[-⟦json-syntax⟧-1]`},
		{"only a sign", rfc + " §6", `-⟦json-syntax⟧`},
		{"only a sign in an array", rfc + " §6", `[-⟦json-syntax⟧]`},
		{"hexadecimal", rfc + " §6", `[0⟦json-syntax⟧x1]`},
		{"underscore", rfc + " §6", `[1⟦json-syntax⟧_000]`},
		{"misspelt true", rfc + " §3", `[tru⟦json-syntax⟧w]`},
		{"misspelt false", rfc + " §3", `[f⟦json-syntax⟧]`},
		{"misspelt null", rfc + " §3", `n⟦json-syntax⟧il`},
		{"upper case", rfc + " §3", `⟦json-syntax⟧True`},
		{"trailing comma in array", rfc + " §5", `[1,⟦json-syntax⟧]`},
		{"trailing comma in object", rfc + " §4", `{"a":1,⟦json-syntax⟧}`},
		{"leading comma", rfc + " §5", `[⟦json-syntax⟧,1]`},
		{"missing comma in array", rfc + " §5", `[1 ⟦json-syntax⟧2]`},
		{"missing comma in object", rfc + " §4", `{"a":1 ⟦json-syntax⟧"b":2}`},
		{"missing colon", rfc + " §4", `{"a" ⟦json-syntax⟧1}`},
		{"missing value", rfc + " §4", `{"a":⟦json-syntax⟧}`},
		{"missing name", rfc + " §4", `{⟦json-syntax⟧:1}`},
		{"colon in array", rfc + " §5", `["a"⟦json-syntax⟧:1]`},
		{"bare name", rfc + " §4", `{⟦json-syntax⟧a:1}`},
		{"number as a name", rfc + " §4", `{⟦json-syntax⟧1:1}`},
		{"array closed as object", rfc, `[1⟦json-syntax⟧}`},
		{"empty array closed as object", rfc, `[⟦json-syntax⟧}`},
		{"object closed as array", rfc, `{"a":1⟦json-syntax⟧]`},
		{"closed without being open", rfc, `⟦json-syntax⟧]`},
		{"single quotes", rfc + " §7", `[⟦json-syntax⟧'a']`},
		{"comment before", rfc, `⟦json-syntax⟧// x`},
		{"comment within", rfc, `[1,⟦json-syntax⟧/* x */2]`},
		{"invalid UTF-8 outside strings", rfc, "[⟦json-syntax⟧\xff]"},

		// json-trailing
		{"data after the end", rfc, `{} ⟦json-trailing⟧{}`},
		{"closed twice", rfc, `[]⟦json-trailing⟧]`},
		{"comma after the end", rfc, `1⟦json-trailing⟧,`},
		{"letters after a literal", rfc, `null⟦json-trailing⟧null`},
		{"zero byte after the end", rfc, "1⟦json-trailing⟧\x00"},
		{"comment after the end", rfc, "1\n⟦json-trailing⟧// x"},

		// json-utf8: all invalid bytes up to the next character are one fault.
		{"byte order mark", rfc + " §8.1", "⟦json-utf8⟧\uFEFF{}"},
		{"byte order mark alone", rfc + " §8.1", "⟦json-utf8⟧\uFEFF⟦json-syntax⟧"},
		{"two byte order marks", rfc + " §8.1", "⟦json-utf8⟧\uFEFF⟦json-syntax⟧\uFEFF{}"},
		{"byte order mark after a space", rfc, " ⟦json-syntax⟧\uFEFF{}"},
		{"UTF-16 little-endian", rfc + " §8.1", "⟦json-utf8⟧\xff\xfe{\x00}\x00"},
		{"UTF-16 big-endian", rfc + " §8.1", "⟦json-utf8⟧\xfe\xff\x00{\x00}"},
		{"Latin-1", rfc + " §8.1", "[\"caf⟦json-utf8⟧\xe9\", \"⟦json-utf8⟧\xe9t⟦json-utf8⟧\xe9\"]"},
		{"in a name", rfc + " §8.1", "{\"⟦json-utf8⟧\xff\":1}"},
		{"overlong", "RFC 3629 §3", "\"a⟦json-utf8⟧\xc0\x80b\""},
		{"overlong, three bytes", "RFC 3629 §3", "\"⟦json-utf8⟧\xe0\x80\xaf\""},
		{"CESU-8 surrogates", "RFC 3629 §3", "\"⟦json-utf8⟧\xed\xa0\xbd\xed\xb8\x80\""},
		{"last code point", "RFC 3629 §3", "\"\U0010FFFF\""},
		{"beyond the last code point", "RFC 3629 §3", "\"⟦json-utf8⟧\xf4\x90\x80\x80\""},
		{"lone continuation byte", "RFC 3629 §3", "\"é⟦json-utf8⟧\x80é\""},
		{"character cut short by the quote", "RFC 3629 §3", "[\"⟦json-utf8⟧\xf0\x9f\x98\", 1]"},
		{"character cut short by the end", "RFC 3629 §3", "\"⟦json-utf8⟧\xf0\x9f⟦json-syntax⟧"},

		// json-surrogate
		{"pair", rfc + " §7", `"\ud83d\ude00\uD800\uDC00\uDBFF\uDFFF"`},
		{"just outside the surrogates", rfc + " §7", `"\ud7ff\ue000"`},
		{"lone high", rfc + " §8.2", `"a⟦json-surrogate⟧\uD800b"`},
		{"last lone high", rfc + " §8.2", `"⟦json-surrogate⟧\udbff"`},
		{"lone low", rfc + " §8.2", `"⟦json-surrogate⟧\udc00"`},
		{"last lone low", rfc + " §8.2", `"⟦json-surrogate⟧\uDFFF"`},
		{"low before high", rfc + " §8.2", `"⟦json-surrogate⟧\udc00⟦json-surrogate⟧\ud800"`},
		{"high before a pair", rfc + " §8.2", `"⟦json-surrogate⟧\ud800\ud800\udc00"`},
		{"low behind a pair", rfc + " §8.2", `"\ud800\udc00⟦json-surrogate⟧\udc00"`},
		{"high before another escape", rfc + " §8.2", `"⟦json-surrogate⟧\ud800\n"`},
		{"high before another code unit", rfc + " §8.2", `"⟦json-surrogate⟧\ud800\u0041"`},
		{"high before a bad escape", rfc + " §8.2", `"⟦json-surrogate⟧\ud800\u⟦json-syntax⟧"`},
		{"escaped backslash before u", rfc + " §7", `"\\ud800"`},

		// json-duplicate-name
		{"duplicate", "RFC 7493 §2.3", `{"a":1,⟦json-duplicate-name⟧"a":1}`},
		{"three times", "RFC 7493 §2.3", `{"a":1,⟦json-duplicate-name⟧"a":1,"b":1, ⟦json-duplicate-name⟧"a":1}`},
		{"escaped duplicate", "RFC 7493 §2.3", `{"a":1,⟦json-duplicate-name⟧"\u0061":1}`},
		{"duplicate of an escaped", "RFC 7493 §2.3", `{"\u0061\/":1,⟦json-duplicate-name⟧"a/":1}`},
		{"duplicate of an escaped pair", "RFC 7493 §2.3", `{"\ud83d\ude00":1,⟦json-duplicate-name⟧"😀":1}`},
		{"duplicate empty", "RFC 7493 §2.3", `{"":1,⟦json-duplicate-name⟧"":1}`},
		{"another case", "RFC 7493 §2.3", `{"a":1,"A":1}`},
		{"another normal form", "RFC 7493 §2.3", "{\"é\":1,\"e\u0301\":1}"},
		{"an escaped backslash", "RFC 7493 §2.3", `{"\\u0061":1,"a":1}`},
		{"one begins as the other", "RFC 7493 §2.3", `{"ab":1,"a":1,"abc":1}`},
		{"in different objects", "RFC 7493 §2.3", `{"a":{"a":{"b":[{"a":1},{"a":1}]}},"b":1}`},
		{"behind an inner object", "RFC 7493 §2.3", `{"a":{"b":1,"c":{"d":1}},"d":1,"b":1,⟦json-duplicate-name⟧"a":1}`},
		{"in an inner object", "RFC 7493 §2.3", `{"b":{"a":1,⟦json-duplicate-name⟧"a":1},"a":1}`},
		{"sorted by offset", ours, "{\"⟦json-utf8⟧\xff\":1,⟦json-duplicate-name⟧\"⟦json-utf8⟧\xff\":1}"},
		{"different lone surrogates", ours, `{"⟦json-surrogate⟧\ud800":1,"⟦json-surrogate⟧\ud801":1}`},
		{"equal lone surrogates", ours, `{"⟦json-surrogate⟧\ud800":1,⟦json-duplicate-name⟧"⟦json-surrogate⟧\uD800":1}`},
		{"lone surrogate and replacement character", ours, `{"⟦json-surrogate⟧\ud800":1,"\ufffd":1}`},
		{"small object", ours, `{` + members(fewNames) + `,⟦json-duplicate-name⟧"naa":1,⟦json-duplicate-name⟧"nap":1}`},
		{"just big object", ours, `{` + members(fewNames+1) + `,⟦json-duplicate-name⟧"naa":1,⟦json-duplicate-name⟧"naq":1}`},
		{"big object", ours, `{` + members(100) + `,⟦json-duplicate-name⟧"naa":1,"new":{"new":1},⟦json-duplicate-name⟧"\u006eew":1,⟦json-duplicate-name⟧"nab":1}`},
		{"big in big", ours, `{` + members(50) + `,"x":{` + members(50) + `,"x":0,⟦json-duplicate-name⟧"nbx":0},"y":0,⟦json-duplicate-name⟧"nbx":0}`},

		// json-number
		{"greatest", ieee, `[1.7976931348623157e308,-1.7976931348623157e308]`},
		{"beyond the greatest", ieee, `[⟦json-number⟧1.8e308, ⟦json-number⟧-1.8e308]`},
		{"rounded to the greatest", ieee + ": below (2−2⁻⁵³)·2¹⁰²³", `1.797693134862315807e308`},
		{"rounded to infinity", ieee + ": from (2−2⁻⁵³)·2¹⁰²³", `⟦json-number⟧1.797693134862315808e308`},
		{"what jsonschema/v5 panics on", ieee, `{"a":⟦json-number⟧1e20000000}`},
		{"least", ieee, `[5e-324,-5e-324]`},
		{"rounded to the least", ieee + ": above 2⁻¹⁰⁷⁵ ≈ 2.4703e-324", `2.4704e-324`},
		{"rounded to zero", ieee + ": below 2⁻¹⁰⁷⁵ ≈ 2.4703e-324", `⟦json-number⟧2.4703e-324`},
		{"below the least", ieee, `[⟦json-number⟧1e-400,⟦json-number⟧-0.01E-400]`},
		{"zero", ieee, `[0e-400,0e999999999999,-0.0e-999999999999,0E+0]`},
		{"rounded", ieee, `[0.1,9007199254740993]`},
		{"64 bytes", ours, `[` + many(64, "1") + `,-` + many(63, "1") + `,0.` + many(61, "0") + `1]`},
		{"65 bytes", ours, `[⟦json-number⟧` + many(65, "1") + `,⟦json-number⟧-` + many(64, "1") + `,⟦json-number⟧0.` + many(63, "0") + `]`},
		{"64 bytes with exponent", ours, `1.` + many(59, "0") + `e+1`},
		{"65 bytes with exponent", ours, `⟦json-number⟧1.` + many(60, "0") + `e+1`},
		{"point in the exponent", rfc + " §6", `[1e9⟦json-syntax⟧.0]`},

		// json-depth
		{"at the limit", ours, many(testDepth, "[") + "1" + many(testDepth, "]")},
		{"beyond the limit", ours, many(testDepth, "[") + "⟦json-depth⟧[" + many(testDepth, "]")},
		{"objects at the limit", ours, many(testDepth, `{"a":`) + "1" + many(testDepth, "}")},
		{"objects beyond the limit", ours, many(testDepth, `{"a":`) + "⟦json-depth⟧{}" + many(testDepth, "}")},
		{"depth is not count", ours, "[" + many(100, "[[]],") + "{}]"},
		{"depth ends the scan", ours, `{"a":1,⟦json-duplicate-name⟧"a":` + many(testDepth-1, "[") + `⟦json-depth⟧[` + "\x00"},

		{"several rules", ours, "{\"a\":\"⟦json-utf8⟧\xff⟦json-surrogate⟧\\ud800\",⟦json-duplicate-name⟧\"a\":⟦json-number⟧1e999,⟦json-syntax⟧}"},
	}
	used := map[string]bool{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, want := unmark(t, tt.doc)
			got := Scan(doc, testDepth)
			if !slices.Equal(marksOf(got), want) {
				t.Errorf("%q:\n got %+v\nwant %v (%s)", doc, got, want, tt.from)
			}
			for _, f := range got {
				used[f.Rule] = true
				checkFault(t, doc, f)
			}
		})
	}
	for _, rule := range []string{RuleSyntax, RuleTrailing, RuleDepth, RuleUTF8, RuleSurrogate, RuleDuplicate, RuleNumber} {
		if !used[rule] {
			t.Errorf("no document departs from %s", rule)
		}
	}
}

// checkFault holds what is true of every fault.
func checkFault(t *testing.T, doc []byte, f Fault) {
	t.Helper()
	if f.Offset < 0 || f.Length < 0 || f.Offset+f.Length > len(doc) || f.Length == 0 && f.Offset < len(doc) {
		t.Errorf("%+v is not a place in %d bytes", f, len(doc))
	}
	if f.Detail == "" {
		t.Errorf("%+v has no detail", f)
	}
}

func TestFaultLength(t *testing.T) {
	tests := []struct{ doc, want string }{
		{"[\"\xed\xa0\xbd\xed\xb8\x80é\"]", "\xed\xa0\xbd\xed\xb8\x80"},
		{"\uFEFF1", "\uFEFF"},
		{"\xff\xfe1\x00", "\xff\xfe"},
		{`["\ud800\u0041"]`, `\ud800`},
		{`{"a":1,"\u0061" :1}`, `"\u0061"`},
		{`[1,-1e999 ,2]`, `-1e999`},
		{`[[[ ]]]`, `[`},
		{`1 2 3`, `2 3`},
		{`[é]`, `é`},
		{`[tru1]`, `1`},
		{`[`, ``},
	}
	for _, tt := range tests {
		got := Scan([]byte(tt.doc), 2)
		if len(got) != 1 || tt.doc[got[0].Offset:][:got[0].Length] != tt.want {
			t.Errorf("%q: got %+v, want one fault at %q", tt.doc, got, tt.want)
		}
	}
}

// What is wrong with the start of a file is told apart, since the cure is.
func TestDetailOfStart(t *testing.T) {
	for doc, want := range map[string]string{
		"\uFEFF{}":         "byte order mark",
		"\xff\xfe{\x00}":   "UTF-16",
		"\xfe\xff\x00{":    "UTF-16",
		"{\x00\"\x00":      "UTF-16",
		"[NaN]":            "NaN",
		"[1, // one":       "comments",
		"{'a':1}":          "single quotes",
		"{\"a\":True}":     "lower case",
		"[+1]":             "plus sign",
		"":                 "ends too early",
		"\"\xff\"":         "invalid UTF-8",
		"1e999":            "infinite",
		"1e-999":           "zero",
		many(65, "1"):      "64 bytes",
		"[1,]":             "expected a value",
		"{\"a\":1,}":       "name",
		"{\"a\",}":         "colon",
		"[1;2]":            "comma",
		"\"\\u12\"":        "four hexadecimal",
		"\"a\nb\"":         "escaped",
		many(9, "[") + "]": "deeper",
	} {
		got := Scan([]byte(doc), testDepth)
		if len(got) == 0 || !strings.Contains(got[0].Detail, want) {
			t.Errorf("%q: got %+v, want a detail with %q", doc, got, want)
		}
	}
}

// Law: no beginning of an object is a document, and what is missing is at its end.
func TestTruncated(t *testing.T) {
	if got := Scan([]byte(sample), testDepth); got != nil {
		t.Fatalf("sample: %+v", got)
	}
	for n := range len(sample) {
		got := Scan([]byte(sample[:n]), testDepth)
		if len(got) == 0 || got[len(got)-1] != (Fault{RuleSyntax, n, 0, got[len(got)-1].Detail}) {
			t.Errorf("first %d bytes: %+v", n, got)
		}
	}
}

// Law: what follows the byte of a syntax fault does not matter.
func TestSyntaxIsViablePrefix(t *testing.T) {
	for i := range len(sample) {
		for c := range 256 {
			doc := []byte(sample)
			doc[i] = byte(c)
			faults := Scan(doc, testDepth)
			if len(faults) == 0 || faults[len(faults)-1].Rule != RuleSyntax || faults[len(faults)-1].Length == 0 {
				continue
			}
			last := faults[len(faults)-1]
			cut := Scan(doc[:last.Offset+last.Length], testDepth)
			if !slices.Equal(cut, faults) {
				t.Errorf("byte %d as %#x: %+v, but cut behind it %+v", i, c, faults, cut)
			}
			before := Scan(doc[:last.Offset], testDepth)
			if n := len(before); n > 0 && (before[n-1].Rule != RuleSyntax || before[n-1].Offset != last.Offset || before[n-1].Length != 0) {
				t.Errorf("byte %d as %#x: %+v, but cut before it %+v", i, c, faults, before)
			}
		}
	}
}

func TestDepthLimits(t *testing.T) {
	tests := []struct {
		doc   string
		limit int
		want  []mark
	}{
		{`1`, 0, nil},
		{`[]`, 0, []mark{{RuleDepth, 0}}},
		{`[]`, -1, []mark{{RuleDepth, 0}}},
		{`[]`, 1, nil},
		{`[{}]`, 1, []mark{{RuleDepth, 1}}},
		{many(100_000, "["), 100, []mark{{RuleDepth, 100}}},
		{many(100_000, "["), 100_000, []mark{{RuleDepth, MaxDepth}}},
		{many(100_000, `{"":`), 1_000_000, []mark{{RuleDepth, 4 * MaxDepth}}},
		{many(MaxDepth, "[") + many(MaxDepth, "]"), 1_000_000, nil},
		{many(MaxDepth, `{"":`) + "0" + many(MaxDepth, "}"), MaxDepth, nil},
		{many(MaxDepth, "["), MaxDepth, []mark{{RuleSyntax, MaxDepth}}},
	}
	for _, tt := range tests {
		if got := marksOf(Scan([]byte(tt.doc), tt.limit)); !slices.Equal(got, tt.want) {
			t.Errorf("%.10q…, limit %d: got %v, want %v", tt.doc, tt.limit, got, tt.want)
		}
	}
}

func TestMaxFaults(t *testing.T) {
	body := many(MaxFaults+5, "1e999,")
	for doc, want := range map[string]int{
		"[" + body[:6*(MaxFaults-1)] + "1]": MaxFaults - 1,
		"[" + body[:6*MaxFaults] + "1]":     MaxFaults,
		"[" + body[:6*MaxFaults+6] + "1]":   MaxFaults,
		"[" + body + "1]":                   MaxFaults,
		"[" + body + "]":                    MaxFaults + 1,
	} {
		got := Scan([]byte(doc), 1)
		if len(got) != want {
			t.Errorf("%d faults, want %d", len(got), want)
		}
		if last := got[len(got)-1]; want > MaxFaults && (last.Rule != RuleSyntax || last.Offset != len(doc)-1) {
			t.Errorf("last fault is %+v", last)
		}
	}
}

// An object of many names takes time in proportion, whether they differ or not: by
// comparing each with each, this test would not end.
func TestManyNames(t *testing.T) {
	const n = 1_000_000
	var different strings.Builder
	for i := range n {
		different.WriteString(`"` + strings.Repeat("x", i%7) + string(rune(0x4E00+i%20_000)) + string(rune(0x4E00+i/20_000)) + `":1,`)
	}
	if got := Scan([]byte("{"+different.String()+`"":1}`), 1); got != nil {
		t.Errorf("different names: %d faults, first %+v", len(got), got[0])
	}
	if got := Scan([]byte("{"+many(n, `"a":1,`)+`"":1}`), 1); len(got) != MaxFaults {
		t.Errorf("equal names: %d faults", len(got))
	}
}

// example is a synthetic encounter of about 2.4 KB.
func example() []byte {
	step := `{"by":["7c9e6679-7425-40de-944b-e07fc1f90ae7"],"act":"open-invitation","startMs":12500,"endMs":14000,"concerns":[0,2],"outcome":"Hvad tænker du selv? – \"godt\""},`
	steps := many(14, step)
	return []byte(`{"kind":"encounter","id":"0b8e2f5e-7a0c-4d55-8f14-3a5ce1c4c1de","planned":true,"setting":null,"steps":[` + steps[:len(steps)-1] + `],"share":0.125e1}`)
}

func TestScanAllocations(t *testing.T) {
	doc := example()
	if got := Scan(doc, 64); got != nil {
		t.Fatal(got)
	}
	if got := testing.AllocsPerRun(100, func() { Scan(doc, 64) }); got != 0 {
		t.Errorf("%v allocations on a clean document, want 0", got)
	}
}

// The scanner that guards everything must not share a decoder's blind spots.
func TestNoDecoder(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), `"encoding/json`) {
			t.Errorf("%s imports a JSON decoder", f.Name())
		}
	}
}

func BenchmarkScan(b *testing.B) {
	doc := example()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(doc, 64)
	}
}

func BenchmarkWalk(b *testing.B) {
	doc := example()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		for range Walk(doc) {
		}
	}
}

func BenchmarkLocate(b *testing.B) {
	doc := example()
	b.ReportAllocs()
	for b.Loop() {
		Locate(doc, "/steps/13/concerns/1")
	}
}
