package scan

import "testing"

func TestLocate(t *testing.T) {
	// The document of RFC 6901 §5, and what is not in it.
	const rfc = `{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}`
	const own = `{"\u00e9": {"0": "member", "01": "too", "-": "minus"}, "x": [[10, 11], {"y": [20]}], "~1": "tilde", "\ud83d\ude00/": "escaped"}`
	const none = "-"
	tests := []struct {
		from, doc, pointer, want string
	}{
		{"RFC 6901 §5", rfc, ``, rfc},
		{"RFC 6901 §5", rfc, `/foo`, `["bar", "baz"]`},
		{"RFC 6901 §5", rfc, `/foo/0`, `"bar"`},
		{"RFC 6901 §5", rfc, `/`, `0`},
		{"RFC 6901 §5", rfc, `/a~1b`, `1`},
		{"RFC 6901 §5", rfc, `/c%d`, `2`},
		{"RFC 6901 §5", rfc, `/e^f`, `3`},
		{"RFC 6901 §5", rfc, `/g|h`, `4`},
		{"RFC 6901 §5", rfc, `/i\j`, `5`},
		{"RFC 6901 §5", rfc, `/k"l`, `6`},
		{"RFC 6901 §5", rfc, `/ `, `7`},
		{"RFC 6901 §5", rfc, `/m~0n`, `8`},

		{"§3: begins with /", rfc, `foo`, none},
		{"§3: ~ before 0 or 1", rfc, `/m~n`, none},
		{"§3: ~ before 0 or 1", rfc, `/m~`, none},
		{"§3: ~ before 0 or 1", rfc, `/m~2n`, none},
		{"§4: compared after unescaping", rfc, `/a/b`, none},
		{"§4: compared after unescaping", own, `/é/0`, `"member"`},
		{"§4: compared after unescaping", own, `/😀~1`, `"escaped"`},
		{"§4: not after unescaping as JSON", own, `/\u00e9`, none},
		{"§4: ~01 is ~1", own, `/~01`, `"tilde"`},
		{"§4: ~01 is ~1", own, `/~1`, none},
		{"§4: names look like indices", own, `/é/01`, `"too"`},
		{"§4: names look like indices", own, `/é/-`, `"minus"`},
		{"§4: index", own, `/x/0/1`, `11`},
		{"§4: index", own, `/x/1/y/0`, `20`},
		{"§4: index past the end", own, `/x/2`, none},
		{"§4: index past the end", own, `/x/1/y/1`, none},
		{"§4: - is past the end", own, `/x/-`, none},
		{"§4: no leading zeros", own, `/x/00`, none},
		{"§4: no leading zeros", own, `/x/01`, none},
		{"§4: digits only", own, `/x/`, none},
		{"§4: digits only", own, `/x/+1`, none},
		{"§4: digits only", own, `/x/-1`, none},
		{"§4: digits only", own, `/x/-0`, none},
		{"§4: digits only", own, `/x/1.0`, none},
		{"§4: digits only", own, `/x/1e0`, none},
		{"§4: digits only", own, `/x/ 1`, none},
		{"§4: digits only", own, `/x/0x1`, none},
		{"§4: digits only", own, `/x/١`, none},
		{"2⁶⁴, 2³² and 2⁶⁴ + 1 do not wrap", own, `/x/18446744073709551616`, none},
		{"2⁶⁴, 2³² and 2⁶⁴ + 1 do not wrap", own, `/x/4294967296`, none},
		{"2⁶⁴, 2³² and 2⁶⁴ + 1 do not wrap", own, `/x/18446744073709551617`, none},
		{"§4: nothing in a string", rfc, `/foo/0/0`, none},
		{"§4: nothing in a number", rfc, `//`, none},
		{"§4: case counts", rfc, `/Foo`, none},
		{"§4: a whole name", rfc, `/fo`, none},
		{"§4: a whole name", rfc, `/fooo`, none},
		{"the root may be bare", ` 7 `, ``, `7`},
		{"the root may be bare", ` 7 `, `/`, none},
		{"faulty: the first of equal names", `{"a":1,"a":2}`, `/a`, `1`},
		{"faulty: never closed", `{"a":[1`, `/a`, none},
		{"faulty: never closed", `{"a":[1`, `/a/0`, `1`},
		{"faulty: never closed", `["x`, `/0`, none},
		{"faulty: never closed", `["x`, `/1`, none},
		{"faulty: no value", `[,1]`, `/0`, none},
		{"faulty: no value", ``, ``, none},
	}
	for _, tt := range tests {
		n, ok := Locate([]byte(tt.doc), tt.pointer)
		got := none
		if ok {
			got = string(n.Bytes([]byte(tt.doc)))
		} else if n != (Node{}) {
			t.Errorf("%q: not found, but %+v", tt.pointer, n)
		}
		if got != tt.want {
			t.Errorf("%s in %s: got %s, want %s (%s)", tt.pointer, tt.doc, got, tt.want, tt.from)
		}
	}
}

// Law: what Walk calls a pointer, Locate finds.
func TestLocateWalked(t *testing.T) {
	doc := []byte(sample)
	for _, path := range pathsOf(doc) {
		want := path[len(path)-1]
		if got, ok := Locate(doc, path.Pointer(doc)); !ok || got != want {
			t.Errorf("%s: got %+v, want %+v", path.Pointer(doc), got, want)
		}
	}
}
