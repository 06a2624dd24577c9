package scan

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func seed(f *testing.F) {
	for _, doc := range []string{
		sample, string(example()), ``, `[1.5e-3,-0,5e-324,1e999,1e-999]`, `{"a":1,"\u0061":{"a":1}}`,
		`{` + members(2*fewNames) + `,"naa":1}`, "\uFEFF{}", "[\"\xed\xa0\x80\\ud800\"]", `[1,]`, `[[[[[[[[[]]]]]]]]]`,
		many(70, "1"), `{"~":{"/":[{"~1":"\\"}]}}`, "\"\\ud83d\\ude00\"\r\n", `{"a" 1}`, "\xff\xfe[\x00", `"\`,
	} {
		f.Add([]byte(doc))
	}
}

func FuzzScan(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, doc []byte) {
		faults := Scan(doc, testDepth)
		for i, fault := range faults {
			checkFault(t, doc, fault)
			if i > 0 && fault.Offset < faults[i-1].Offset {
				t.Fatalf("not sorted: %+v", faults)
			}
		}
		if again := Scan(doc, testDepth); !slices.Equal(again, faults) {
			t.Fatalf("%+v, then %+v", faults, again)
		}
		has := func(rule string) bool {
			return slices.ContainsFunc(faults, func(f Fault) bool { return f.Rule == rule })
		}
		if !json.Valid(doc) {
			if len(faults) == 0 {
				t.Fatalf("clean, but not valid: %q", doc)
			}
			return
		}
		if has(RuleSyntax) || has(RuleTrailing) {
			t.Fatalf("valid, but %+v: %q", faults, doc)
		}
		if has(RuleUTF8) == utf8.Valid(doc) && !has(RuleDepth) {
			t.Fatalf("UTF-8 is %v, but %+v: %q", utf8.Valid(doc), faults, doc)
		}
		if !has(RuleUTF8) && !has(RuleSurrogate) && !has(RuleDepth) {
			duplicates, numbers := 0, 0
			if !tokens(json.NewDecoder(bytes.NewReader(doc)), &duplicates, &numbers) {
				return
			}
			if got := count(faults, RuleDuplicate); got != min(duplicates, MaxFaults) && len(faults) < MaxFaults {
				t.Fatalf("%d duplicate names, want %d: %q", got, duplicates, doc)
			}
			if got := count(faults, RuleNumber); got != numbers && len(faults) < MaxFaults {
				t.Fatalf("%d bad numbers, want %d: %q", got, numbers, doc)
			}
		}
		if len(faults) > 0 {
			return
		}
		var value, again any
		if err := json.Unmarshal(doc, &value); err != nil {
			t.Fatalf("clean, but not decoded: %v: %q", err, doc)
		}
		written, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if faults := Scan(written, testDepth); faults != nil {
			t.Fatalf("written again: %+v: %q", faults, written)
		}
		if err := json.Unmarshal(written, &again); err != nil || !reflect.DeepEqual(again, value) {
			t.Fatalf("%v, written and read again %v (%v)", value, again, err)
		}
	})
}

func count(faults []Fault, rule string) (n int) {
	for _, f := range faults {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

// tokens counts, by another road, the duplicate names and the numbers that a
// float64 cannot stand for.
func tokens(d *json.Decoder, duplicates, numbers *int) bool {
	d.UseNumber()
	token, err := d.Token()
	if err != nil {
		return false
	}
	switch token {
	case json.Delim('['):
		for d.More() {
			if !tokens(d, duplicates, numbers) {
				return false
			}
		}
		_, err = d.Token()
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return false
			}
			if seen[name.(string)] {
				*duplicates++
			}
			seen[name.(string)] = true
			if !tokens(d, duplicates, numbers) {
				return false
			}
		}
		_, err = d.Token()
	}
	if n, ok := token.(json.Number); ok {
		mantissa, _, _ := strings.Cut(strings.ToLower(string(n)), "e")
		v, err := strconv.ParseFloat(string(n), 64)
		if err != nil || len(n) > 64 || v == 0 && strings.Trim(mantissa, "-0.") != "" {
			*numbers++
		}
	}
	return err == nil
}

func FuzzLocate(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, doc []byte) {
		checkWalk(t, doc)
		for _, pointer := range []string{"", "/", "/0", "/a", "/1/0", "/-", "/~", string(doc), "/" + string(doc)} {
			if n, ok := Locate(doc, pointer); ok && (n.Offset < 0 || n.Length <= 0 || n.End() > len(doc)) {
				t.Fatalf("%q in %q: %+v", pointer, doc, n)
			}
		}
		Unquote(doc)
		line, column := 1, 0
		for offset := range len(doc) + 1 {
			l, c := Position(doc, offset)
			if l < line || l == line && c < column || l > line && (c != 1 || l != line+1) || l == line && c > column+1 {
				t.Fatalf("%q: %d:%d, then %d:%d at %d", doc, line, column, l, c, offset)
			}
			line, column = l, c
		}
		var whole any
		if Scan(doc, testDepth) != nil || json.Unmarshal(doc, &whole) != nil {
			return
		}
		nodes := 0
		for path, n := range Walk(doc) {
			nodes++
			pointer := path.Pointer(doc)
			if got, ok := Locate(doc, pointer); !ok || got != n {
				t.Fatalf("%q in %q: located %+v (%v), walked %+v", pointer, doc, got, ok, n)
			}
			var got any
			if err := json.Unmarshal(n.Bytes(doc), &got); err != nil {
				t.Fatalf("%q in %q: %v", pointer, doc, err)
			}
			if want := follow(t, whole, pointer); !reflect.DeepEqual(got, want) || n.Kind != kindOfValue(got) {
				t.Fatalf("%q in %q: got %v, want %v", pointer, doc, got, want)
			}
			if text, ok := got.(string); ok && Unquote(n.Bytes(doc)) != text {
				t.Fatalf("%s: unquoted %q, want %q", n.Bytes(doc), Unquote(n.Bytes(doc)), text)
			}
		}
		if want := countValues(whole); nodes != want {
			t.Fatalf("%q: %d nodes, want %d", doc, nodes, want)
		}
	})
}

// follow follows a JSON Pointer into a decoded value.
func follow(t *testing.T, v any, pointer string) any {
	for i, token := range strings.Split(pointer, "/") {
		if i == 0 {
			continue
		}
		switch parent := v.(type) {
		case []any:
			index, err := strconv.Atoi(token)
			if err != nil || index >= len(parent) {
				t.Fatalf("no element %q", token)
			}
			v = parent[index]
		case map[string]any:
			member, ok := parent[strings.NewReplacer("~0", "~", "~1", "/").Replace(token)]
			if !ok {
				t.Fatalf("no member %q", token)
			}
			v = member
		default:
			t.Fatalf("nothing in %v", v)
		}
	}
	return v
}

func kindOfValue(v any) Kind {
	switch v.(type) {
	case map[string]any:
		return Object
	case []any:
		return Array
	case string:
		return String
	case float64:
		return Number
	case bool:
		return Bool
	}
	return Null
}

func countValues(v any) int {
	n := 1
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			n += countValues(element)
		}
	case map[string]any:
		for _, member := range v {
			n += countValues(member)
		}
	}
	return n
}
