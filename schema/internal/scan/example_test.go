package scan_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

func ExampleScan() {
	doc := []byte("{\"steps\": [1e999],\n \"\\u0073teps\": []}")
	for _, f := range scan.Scan(doc, 64) {
		line, column := scan.Position(doc, f.Offset)
		fmt.Printf("%d:%d: %s [%s]\n", line, column, f.Detail, f.Rule)
	}
	// Output:
	// 1:12: number too large: it would be read as infinite [json-number]
	// 2:2: the object has this name already [json-duplicate-name]
}

func ExampleWalk() {
	doc := []byte(`{"steps": [{"by/for": "p1"}, null]}`)
	for path, node := range scan.Walk(doc) {
		fmt.Printf("%2d %q %s\n", node.Offset, path.Pointer(doc), node.Bytes(doc))
	}
	// Output:
	//  0 "" {"steps": [{"by/for": "p1"}, null]}
	// 10 "/steps" [{"by/for": "p1"}, null]
	// 11 "/steps/0" {"by/for": "p1"}
	// 22 "/steps/0/by~1for" "p1"
	// 29 "/steps/1" null
}

func ExampleLocate() {
	doc := []byte(`{"steps": [{"by/for": "p1"}, null]}`)
	node, ok := scan.Locate(doc, "/steps/0/by~1for")
	fmt.Println(node.Offset, node.Length, node.Name(doc), ok)
	_, ok = scan.Locate(doc, "/steps/2")
	fmt.Println(ok)
	// Output:
	// 22 4 by/for true
	// false
}

func ExampleUnquote() {
	fmt.Println(scan.Unquote([]byte(`"\u00e6\/\ud83d\ude00"`)))
	// Output: æ/😀
}

func ExamplePosition() {
	fmt.Println(scan.Position([]byte("{\r\n \"æ\": 1}"), 9))
	// Output: 2 6
}
