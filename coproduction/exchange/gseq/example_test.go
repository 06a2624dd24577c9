package gseq_test

import (
	"fmt"
	"os"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/gseq"
)

// The study is synthetic.
func ExampleExport_Write() {
	b := coproductiontest.NewStudy(1)
	nurse, patient := b.Nurse(), b.Patient()
	b.Encounter(patient).With(nurse).Invites(nurse).Tells(patient).Validates(nurse)

	written, err := gseq.Export{Of: gseq.Acts}.Write(os.Stdout, slices.Values(b.Records()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range written.Findings {
		fmt.Println(f.Rule.Error()+":", f.Detail)
	}
	// Output:
	// % synthetic data: these records stand for nobody %
	// % acts of sense-making steps %
	// % open_invitation = open-invitation %
	// % tell = tell %
	// % validate = validate %
	// Event ($act = open_invitation tell validate);
	// <p1>
	// % e1 %
	// open_invitation tell validate/
	// rule gseq-name: 1 of 3 codes have another name in the file
}

func ExampleRead() {
	f, _ := os.Open("testdata/synthetic.sds")
	defer f.Close()
	file, err := gseq.Read(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, unit := range file.Units {
		fmt.Println(unit.Label, len(unit.Sessions), "sessions")
	}
	// Output:
	// p1 2 sessions
}
