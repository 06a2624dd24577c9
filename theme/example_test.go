package theme_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/theme"
)

func ExampleCodebook_Path() {
	book := theme.ClinicCodebook()
	fmt.Println(book.Path("T3.validation"))
	fmt.Println(book.ThemeOf("T3.validation").Name)
	// Output:
	// [T3 T3.validation]
	// When everything fails - listen to the patient
}

func ExampleParseTarget() {
	target, err := theme.ParseTarget("urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/steps/3")
	fmt.Println(target.Pointer, err)
	// Output: /steps/3 <nil>
}

func ExampleFingerprint() {
	hash, length := theme.Fingerprint("Synthetic text.")
	fmt.Println(hash[:8], length)
	// Output: 088d518d 15
}
