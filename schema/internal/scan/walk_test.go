package scan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestWalk(t *testing.T) {
	tests := []struct{ name, doc, want string }{ // want, by hand: kind depth index pointer value, one a line
		{"bare", " 12 ", `4 0 0 "" 12`},
		{"empty containers", `[{},[ ], ""]`, `
2 0 0 "" [{},[ ], ""]
1 1 0 "/0" {}
2 1 1 "/1" [ ]
3 1 2 "/2" ""`},
		{"nested", "{ \"a\" : [ true , {\"b\":null} ,-1.5e+3],\r\n\"c\":\"]}\\\"[{\"}", `
1 0 0 "" { "a" : [ true , {"b":null} ,-1.5e+3],_"c":"]}\"[{"}
2 1 0 "/a" [ true , {"b":null} ,-1.5e+3]
5 2 0 "/a/0" true
1 2 1 "/a/1" {"b":null}
6 3 0 "/a/1/b" null
4 2 2 "/a/2" -1.5e+3
3 1 1 "/c" "]}\"[{"`},
		{"names", `{"":{"a/b":{"m~n":{"~1":{"\u00e9\\":{"0":1}}}}}}`, `
1 0 0 "" {"":{"a/b":{"m~n":{"~1":{"\u00e9\\":{"0":1}}}}}}
1 1 0 "/" {"a/b":{"m~n":{"~1":{"\u00e9\\":{"0":1}}}}}
1 2 0 "//a~1b" {"m~n":{"~1":{"\u00e9\\":{"0":1}}}}
1 3 0 "//a~1b/m~0n" {"~1":{"\u00e9\\":{"0":1}}}
1 4 0 "//a~1b/m~0n/~01" {"\u00e9\\":{"0":1}}
1 5 0 "//a~1b/m~0n/~01/é\\" {"0":1}
4 6 0 "//a~1b/m~0n/~01/é\\/0" 1`},
		{"faulty, but not in its structure", "\uFEFF{\"a\":1,\"a\":[\"\xff\"]}", `
1 0 0 "" {"a":1,"a":["` + "\xff" + `"]}
4 1 0 "/a" 1
2 1 1 "/a" ["` + "\xff" + `"]
3 2 0 "/a/0" "` + "\xff" + `"`},
		{"stops at a fault", `[1,[2,]]`, `
2 0 0 "" [1,[2,]]
4 1 0 "/0" 1
2 1 1 "/1" [2,]
4 2 0 "/1/0" 2`},
		{"closed by the other bracket", `[{],1]`, `
2 0 0 "" [{],1]
1 1 0 "/0" {]`},
		{"never closed", `[1`, ``},
		{"string never closed", `"a\"`, ``},
		{"inner string never closed", `{"a":"b}`, ``},
		{"no colon", `{"a" 1}`, `1 0 0 "" {"a" 1}`},
		{"no comma", `[1 2]`, "2 0 0 \"\" [1 2]\n4 1 0 \"/0\" 1"},
		{"bare name", `{a:1}`, `1 0 0 "" {a:1}`},
		{"empty", ``, ``},
		{"nothing known", `?`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := []byte(tt.doc)
			var got []string
			for path, n := range Walk(doc) {
				value := strings.ReplaceAll(string(n.Bytes(doc)), "\r\n", "_")
				got = append(got, fmt.Sprintf("%d %d %d %q %s", n.Kind, n.Depth, n.Index, path.Pointer(doc), value))
			}
			if g, w := strings.Join(got, "\n"), strings.TrimPrefix(tt.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

// Law: a path is its node and the nodes around it, each within the one before.
func TestPath(t *testing.T) {
	doc := []byte(sample)
	nodes, end := 0, 0
	for path, n := range Walk(doc) {
		nodes++
		if len(path) != n.Depth+1 || path[len(path)-1] != n {
			t.Fatalf("path %v to %v", path, n)
		}
		for i := range n.Depth {
			if path[i].Offset >= path[i+1].Offset || path[i].End() <= path[i+1].End() {
				t.Errorf("%v is not around %v", path[i], path[i+1])
			}
		}
		if n.NameLength > 0 && n.NameOffset+n.NameLength >= n.Offset {
			t.Errorf("name does not come before the value: %+v", n)
		}
		if n.NameLength == 0 && n.Name(doc) != "" {
			t.Errorf("name of %+v is %q", n, n.Name(doc))
		}
		end = max(end, n.End())
	}
	if nodes != 20 || end != len(doc) { // counted by hand
		t.Errorf("%d nodes up to byte %d, want 20 up to %d", nodes, end, len(doc))
	}
	if got := (Path(nil)).Pointer(doc); got != "" {
		t.Errorf("pointer of no path: %q", got)
	}
}

func TestWalkStops(t *testing.T) {
	doc := []byte(sample)
	for want := 1; want <= 20; want++ {
		got := 0
		for range Walk(doc) {
			if got++; got == want {
				break
			}
		}
		if got != want {
			t.Errorf("%d nodes, want %d", got, want)
		}
	}
	walk := Walk(doc)
	first, second := 0, 0
	for range walk {
		first++
	}
	for range walk {
		second++
	}
	if first != second {
		t.Errorf("walked again: %d nodes, then %d", first, second)
	}
}

// Depth costs no stack, and time in proportion: else this test would not end.
func TestWalkDeep(t *testing.T) {
	const depth = 100_000
	for doc, want := range map[string]int{
		many(depth, "[") + many(depth, "]"):              depth,
		many(depth, "["):                                 0,
		many(depth, `{"":`) + `"` + many(depth, "}"):     0,
		many(depth, `{"":`) + `""` + many(depth, "}"):    depth + 1,
		"[" + many(depth, "[],") + many(depth, "[") + "": 0,
	} {
		got := 0
		for range Walk([]byte(doc)) {
			got++
		}
		if got != want {
			t.Errorf("%.10q…: %d nodes, want %d", doc, got, want)
		}
		Locate([]byte(doc), many(depth, "/0"))
		Locate([]byte(doc), many(depth, "/"))
		Locate([]byte(doc), "/1/1")
	}
}

// Walk must not trust the bytes: every single-byte change of the sample.
func TestWalkDamaged(t *testing.T) {
	for i := range len(sample) {
		for c := range 256 {
			doc := []byte(sample)
			doc[i] = byte(c)
			checkWalk(t, doc)
		}
	}
	for i := range len(sample) {
		checkWalk(t, []byte(sample[i:]))
		checkWalk(t, []byte(sample[:i]))
	}
}

// checkWalk holds what is true of every walk, on any bytes.
func checkWalk(t *testing.T, doc []byte) {
	t.Helper()
	last := -1
	for path, n := range Walk(doc) {
		if n.Offset <= last || n.Length <= 0 || n.End() > len(doc) || n.Kind < Object || n.Kind > Null || len(path) != n.Depth+1 {
			t.Fatalf("%q: %+v behind offset %d", doc, n, last)
		}
		last = n.Offset
		_ = path.Pointer(doc)
	}
}

// pathsOf returns clones of all the paths of a document.
func pathsOf(doc []byte) (all []Path) {
	for path := range Walk(doc) {
		all = append(all, slices.Clone(path))
	}
	return all
}
