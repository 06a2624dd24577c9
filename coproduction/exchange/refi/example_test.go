package refi_test

import (
	"fmt"
	"os"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// The study is synthetic.
func ExampleExport_Project() {
	b := coproductiontest.NewStudy(1)
	visit := b.Encounter(b.Patient()).Build()
	book, coder := b.Codebook("T1.listen"), b.Coder()
	notes := b.Source(theme.FormFieldNotes, visit, "The nurse puts down her pen.")
	b.Coding(book, coder, b.Unit(notes, 0, 27), "", "T1.listen")
	b.Coding(book, coder, b.Unit(notes, 10, 14), "")

	made := refi.Export{}.Project(slices.Values(b.Records()))
	fmt.Println(len(made.Project.Sources[0].Selections), "selections")
	for _, f := range made.Findings {
		fmt.Println(f.Rule.Error()+":", f.Detail)
	}
	fmt.Println(made.Loss.Of("coding").Kept, "coding kept as it was")
	// Output:
	// 2 selections
	// rule refi-export-record: 1 records of other kinds, or about people without a source
	// rule refi-export-codebook: 1 themes and 1 codes are carried by name and definition
	// rule refi-export-empty: the coder looked, and no code applied
	// 1 coding kept as it was
}

func ExampleWriteCodebook() {
	p := &refi.Project{Codes: []refi.Code{{GUID: "69a4332d-5b31-4915-b520-5275cfc21b40", Name: "listen", Codable: true}}}
	if err := refi.WriteCodebook(os.Stdout, p); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <CodeBook xmlns="urn:QDA-XML:codebook:1.0">
	// 	<Codes>
	// 		<Code guid="69a4332d-5b31-4915-b520-5275cfc21b40" name="listen" isCodable="true"/>
	// 	</Codes>
	// </CodeBook>
}

func ExampleCompare() {
	code := refi.Code{GUID: "69a4332d-5b31-4915-b520-5275cfc21b40", Name: "listen", Codable: true, Color: "#ff0000"}
	before := &refi.Project{Codes: []refi.Code{code}}
	code.Color = "" // as it came back from another program
	after := &refi.Project{Codes: []refi.Code{code}}
	fmt.Print(refi.Compare(before, after))
	// Output:
	// 1 of 1 codes, 0 of 0 selections and 0 of 0 codings came back
	// Not alike: 1 code.
	//                 in A    in B    same altered    lost   added  found by
	// code               1       1       0       1       0       0  GUID
	// code: not alike are color of 1
	// Not compared: the order of things, the files of sources but for their texts, and what the project and its program are called.
}
